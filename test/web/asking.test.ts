import assert from "node:assert/strict";
import { createSign, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { formatSelloFile, parseSelloFile, present } from "@sello/sdk";
import {
  encryptAnswer,
  type ProofRequest,
  readLinkedRequest,
  readProofRequest,
  readRequestLink,
  signProofRequest,
} from "@sello/sdk/request";
import type { Page } from "playwright-core";
import decodeQR from "qr/decode.js";
import type { Services } from "../../services/compose/Services.ts";
import type { Database } from "../../services/platform/database/Database.ts";
import { FileDocumentTypes } from "../../services/registry/types/FileDocumentTypes.ts";
import { PgProofRequests } from "../../services/wallet/requests/PgProofRequests.ts";
import { ProofRequests } from "../../services/wallet/requests/ProofRequests.ts";
import { OpeningLimits } from "../../services/wallet/shares/OpeningLimits.ts";
import { toProof, toQuestions } from "../../web/verifier/ask/questions.ts";
import { startPostgres } from "../support/postgres.ts";
import { until } from "../support/until.ts";
import { worldTimes } from "../support/world.ts";
import { assertFits, audit, desk, languages, phone, picture } from "./office/look.ts";
import { type Opened, readVerdict, startPages } from "./startPages.ts";

const publicUrl = "https://sello.test";
let store: PgProofRequests;
/** Of the service as other sites reach it. */
let reached: ProofRequests | null = null;
const closing: (() => void)[] = [];
let database: Database;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let pages: Awaited<ReturnType<typeof startPages>>;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  store = new PgProofRequests(database);
  const own = toRequests(publicUrl);
  const proofRequests: Services["proofRequests"] = {
    make: (given) => (reached ?? own).make(given),
    get: (id) => own.get(id),
    answer: (id, text) => own.answer(id, text),
    answerOf: (id, secret) => own.answerOf(id, secret),
  };
  const documentTypes = new FileDocumentTypes({ publicUrl: "https://sello.example" });
  pages = await startPages({
    parts: { proofRequests, documentTypes, asking: new OpeningLimits() },
  });
});

const toRequests = (url: string): ProofRequests =>
  new ProofRequests({
    store,
    clock: { nowMs: () => worldTimes.now * 1_000 },
    publicUrl: url,
    verifiers: { requireSigned: async (text) => readProofRequest(text) },
  });

after(async () => {
  for (const close of closing) close();
  await pages?.stop();
  await postgres.stop();
});

const titled = (en: string) => ({ zh: en, es: en, en });
const typeOf = (vct: string, claims: Record<string, unknown>) => ({
  vct,
  schema: { properties: claims },
  claims: Object.fromEntries(
    Object.keys(claims).map((name) => [name, { title: titled(name.toUpperCase()) }]),
  ),
});

/** The page's own types are those of the city; these are the world's, which makes documents. */
const worldType = {
  ...typeOf(`https://sello.example/types/resident-id/1`, {
    age_over_18: { type: "boolean" },
    age_over_60: { type: "boolean" },
    sex: { enum: ["M", "F"] },
    district: { type: "string" },
  }),
};

/** A counter with the form open. */
async function openForm(language = "en"): Promise<Opened> {
  const opened = await pages.open(`/?lang=${language}`);
  await opened.page.route("**/v1/document-types", (route) =>
    route.fulfill({ json: { documentTypes: [worldType] } }),
  );
  await opened.page.locator("#ask-open button").click();
  await opened.page.locator(".ask").waitFor();
  return opened;
}

/** Asks, and gives what a phone that scans the code learns. */
async function askFor(page: Page, labels: readonly string[]) {
  await page.locator("#asker").fill("Bar Luna");
  for (const label of labels) await page.getByLabel(label).check();
  await page.getByRole("button", { name: "Make the code" }).click();
  const link = page.locator(".request-link a");
  await link.waitFor();
  const found = readRequestLink(new URL((await link.getAttribute("href")) ?? ""));
  assert.ok(found);
  const response = await fetch(`${pages.url}/v1/requests/${found.id}`);
  return readLinkedRequest(await response.text(), found.hash);
}

/** As the resident's app answers: bound to what is asked, and encrypted to who asks. */
async function answer(
  request: ProofRequest,
  claims: readonly string[],
  bound: { audience: string; nonce: string } = request,
): Promise<Response> {
  const { world } = pages;
  const { document, ...evidence } = parseSelloFile((await world.make()).file);
  const { audience, nonce } = bound;
  const keyBinding = { sign: world.holder.sign, audience, nonce, iat: worldTimes.now };
  const shown = await present(document, claims, { keyBinding });
  const response = await encryptAnswer(request, formatSelloFile({ ...evidence, document: shown }));
  return fetch(`${pages.url}${new URL(request.responseUri).pathname}`, {
    method: "POST",
    body: new URLSearchParams({ response }),
  });
}

test("somebody asks for a proof by a code, and sees an answer that was made for them", async () => {
  const opened = await openForm();
  const { page, context } = opened;
  const sent: string[] = [];
  context.on("request", (request) =>
    sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData()}`),
  );
  const request = await askFor(page, ["AGE_OVER_18"]);
  assert.equal(request.name, "Bar Luna");
  assert.equal(request.audience, `redirect_uri:${request.responseUri}`);
  assert.deepEqual(request.proof, {
    types: [worldType.vct],
    claims: [{ path: ["age_over_18"], values: [true] }],
  });
  // Their phone reads the link off the screen.
  const href = await page.locator(".request-link a").getAttribute("href");
  const shot = page.locator(".request-code svg");
  const size = Number((await shot.getAttribute("viewBox"))?.split(" ")[2]);
  assert.equal(decodeQR(toImage((await shot.locator("path").getAttribute("d")) ?? "", size)), href);
  assert.equal((await answer(request, ["age_over_18"])).status, 200);
  const { outcome, text, codes } = await readVerdict(page);
  assert.equal(outcome, "valid");
  assert.ok(codes.includes("audience.ok") && codes.includes("nonce.ok"), codes.join());
  assert.ok(!text.includes("王小明"));
  // Nothing of the answer is sent on: no presentation, and none of its disclosures.
  for (const text of sent) assert.ok(!/"vp_token\\?":|ey[\w-]+\.ey/.test(text), text);
  const again = await answer(request, ["age_over_18"]);
  assert.equal(((await again.json()) as { code: string }).code, "proof_request.answered");
  assert.deepEqual(opened.faults, []);
  await opened.close();
});

/** What a camera would see of the code: modules of four pixels. */
function toImage(path: string, size: number) {
  const scale = 4;
  const width = size * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < scale; dy += 1)
      for (let dx = 0; dx < scale; dx += 1) {
        const at = ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4;
        data.fill(0, at, at + 3);
      }
  return { width, height: width, data };
}

test("an answer made for another, or to another question, is not taken for a yes", async () => {
  const opened = await openForm();
  const { page } = opened;
  const first = await askFor(page, ["AGE_OVER_18"]);
  await answer(first, ["age_over_18"], { ...first, nonce: "B".repeat(22) });
  const { outcome, codes } = await readVerdict(page);
  assert.equal(outcome, "invalid");
  assert.ok(codes.includes("nonce.other"));
  await page.getByRole("button", { name: "Ask for something else" }).click();
  const second = await askFor(page, ["AGE_OVER_60"]);
  await answer(second, ["age_over_60"]);
  const refused = page.locator("#verdict [role=alert]");
  await refused.waitFor();
  assert.match(await refused.innerText(), /not what you asked for/);
  await page.getByRole("button", { name: "Ask for something else" }).click();
  const third = await askFor(page, ["AGE_OVER_18"]);
  const junk = await fetch(`${pages.url}${new URL(third.responseUri).pathname}`, {
    method: "POST",
    body: new URLSearchParams({ response: "eyJ9..AAAA.AAAA.AAAA" }),
  });
  assert.equal(junk.status, 200);
  await until(async () => /cannot read/.test(await refused.innerText()));
  for (const body of [new URLSearchParams({ response: "x" }), new URLSearchParams({ x: "y" })]) {
    const url = `${pages.url}${new URL(third.responseUri).pathname}`;
    const response = await fetch(url, { method: "POST", body });
    assert.equal(((await response.json()) as { code: string }).code, "proof_request.answer");
  }
  await opened.close();
});

test("the form is accessible, fits, and says what is missing, in each language", async () => {
  for (const language of languages) {
    const { page, close, faults } = await openForm(language);
    for (const [size, colorScheme] of [
      [desk, "light"],
      [phone, "dark"],
    ] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await assertFits(page, `asking in ${language}`);
      await picture(page, `ask-${language}-${size.width}`);
    }
    if (language === "zh") assert.deepEqual(await audit(page), []);
    const make = page.locator(".ask button[type=submit]");
    await make.click();
    const noName = await page.locator(".ask [role=alert]").innerText();
    await page.locator("#asker").fill("Bar Luna");
    await make.click();
    const nothing = await page.locator(".ask [role=alert]").innerText();
    assert.ok(noName !== "" && nothing !== "" && noName !== nothing);
    await page.locator(".ask input[type=checkbox]").first().check();
    await make.click();
    await page.locator(".request-code svg").waitFor();
    await assertFits(page, `a code in ${language}`);
    await picture(page, `ask-code-${language}-360`);
    if (language === "es") assert.deepEqual(await audit(page), []);
    assert.deepEqual(faults, []);
    await close();
  }
});

/** A shop's own page, on an origin of its own, which allows no more than the drop-in says that it needs. */
async function openShop(attributes: string) {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${pages.url}/embed/`,
    `connect-src ${pages.url}/v1/`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ].join("; ");
  const bodies: Readonly<Record<string, readonly [type: string, body: string]>> = {
    "/": [
      "text/html; charset=utf-8",
      `<!doctype html><html lang="en"><head><title>Libros</title>
<script type="module" src="/shop.js"></script>
<script type="module" src="${pages.url}/embed/sello-request.js"></script></head>
<body><main><h1>Libros</h1><sello-request name="Libros" ${attributes}></sello-request></main></body></html>`,
    ],
    "/shop.js": [
      "text/javascript",
      `window.told = []; window.refused = [];
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  window.refused.push([effectiveDirective, blockedURI]));
for (const name of ["sello-answer", "sello-refused", "sello-failed"])
  addEventListener(name, ({ type, detail }) => window.told.push([type, detail]));`,
    ],
  };
  const server = createServer(({ url = "" }, response) => {
    const [type, body] = bodies[url] ?? ["text/plain", ""];
    response.setHeader("content-security-policy", policy).setHeader("content-type", type);
    // As strict as a page may be about what others give it.
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const context = await pages.browser.newContext();
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  await page.clock.setFixedTime(worldTimes.now * 1_000);
  await page.goto(`http://127.0.0.1:${port}/`);
  type Told = readonly [name: string, detail: Readonly<Record<string, unknown>>];
  const read = <T>(name: string) =>
    page.evaluate((of) => (window as unknown as Record<string, T>)[of] as T, name);
  return {
    page,
    faults,
    told: () => read<readonly Told[]>("told"),
    refused: () => read<readonly unknown[]>("refused"),
    async request() {
      const link = page.locator("sello-request a");
      await link.waitFor();
      const found = readRequestLink(new URL((await link.getAttribute("href")) ?? ""));
      assert.ok(found);
      const response = await fetch(`${pages.url}/v1/requests/${found.id}`);
      return readLinkedRequest(await response.text(), found.hash);
    },
    async close() {
      await context.close();
    },
  };
}

test("in a shop's own page, under its strict policy, a proof is asked for, shown and verified", async () => {
  reached = toRequests(pages.url);
  const shop = await openShop('lang="es" claims="age_over_18=true"');
  const { page } = shop;
  await page.getByRole("button", { name: "Mostrar una prueba" }).click();
  const request = await shop.request();
  assert.equal(request.name, "Libros");
  assert.ok(request.proof.types.includes(worldType.vct));
  assert.deepEqual(request.proof.claims, [{ path: ["age_over_18"], values: [true] }]);
  await page.setViewportSize(phone);
  await assertFits(page, "the drop-in");
  await picture(page, "drop-in-es-360");
  assert.deepEqual(await audit(page), []);
  // Made for another: it does not count, and the page is told why.
  await answer(request, ["age_over_18"], { ...request, nonce: "B".repeat(22) });
  await page.getByText("El documento de su respuesta no vale").waitFor();
  const [[name, detail] = assert.fail("the page was told")] = await shop.told();
  assert.deepEqual([name, detail.outcome], ["sello-refused", "invalid"]);
  assert.ok((detail.codes as readonly string[]).includes("nonce.other"));
  await page.getByRole("button", { name: "Intentarlo de nuevo" }).click();
  await answer(await shop.request(), ["age_over_60"]);
  await page.getByText("no muestra lo que se pidió").waitFor();
  await page.getByRole("button", { name: "Intentarlo de nuevo" }).click();
  const next = await shop.request();
  await answer(next, ["age_over_18"]);
  await page.getByText("Su respuesta se ha comprobado").waitFor();
  const [answered, said] = (await shop.told()).at(-1) ?? assert.fail("the page was told");
  assert.equal(answered, "sello-answer");
  assert.deepEqual(
    [said.type, said.audience, said.nonce],
    [worldType.vct, next.audience, next.nonce],
  );
  assert.equal((said.claims as { age_over_18: unknown }).age_over_18, true);
  // A server of the shop's may look again.
  assert.doesNotThrow(() => parseSelloFile(String(said.file)));
  assert.deepEqual([await shop.refused(), shop.faults], [[], []]);
  await shop.close();
  reached = null;
});

test("the drop-in is given to pages of any origin, and nothing of ours with it", async () => {
  const response = await fetch(`${pages.url}/embed/sello-request.js`);
  const { status, headers } = response;
  assert.equal(status, 200);
  // README.md says about 3 KB.
  const size = gzipSync(Buffer.from(await response.arrayBuffer())).length;
  assert.ok(size < 3_500, `${size} bytes`);
  assert.equal(headers.get("access-control-allow-origin"), "*");
  assert.equal(headers.get("cross-origin-resource-policy"), "cross-origin");
  assert.equal(headers.get("cache-control"), "public, max-age=300");
  assert.match(headers.get("content-type") ?? "", /^text\/javascript/);
  for (const other of ["verify.js", "site.css", "x.js"])
    assert.equal((await fetch(`${pages.url}/embed/${other}`)).status, 404);
});

test("the drop-in says what it cannot ask, asks by a signature, and is given up in each language", async () => {
  reached = toRequests(pages.url);
  const shop = await openShop('claims="salary"');
  const { page } = shop;
  const element = page.locator("sello-request");
  const start = { en: "Show a proof", es: "Mostrar una prueba", zh: "出示证明" };
  const cancel = { en: "Cancel", es: "Cancelar", zh: "取消" };
  await page.getByRole("button", { name: start.en }).click();
  await page.getByText("asks for something that cannot be asked").waitFor();
  assert.deepEqual((await shop.told())[0]?.[1], { code: "types.none" });
  const verifier = "0b0e7a3c-4a1f-4c0e-8f6e-3d1f5a2b7c9d";
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const sign = async (bytes: Uint8Array) =>
    createSign("sha256").update(bytes).sign({ key: privateKey, dsaEncoding: "ieee-p1363" });
  await database.query(
    `insert into verifiers (id, authority_id, name, homepage, may_ask, key_x, key_y, registered_by, registered_at, ends_at)
     values ($1, $2, '{}', 'https://libros.example', '[]', $3, $3, 'system', now(), now())`,
    [verifier, Buffer.alloc(32), "A".repeat(43)],
  );
  await page.exposeFunction("signAtShop", (text: string) =>
    signProofRequest(readProofRequest(text), { verifier, sign, now: worldTimes.now }),
  );
  for (const language of languages) {
    // Where it says nothing itself, it speaks the language of the page around it.
    await element.evaluate((node, lang) => {
      const drop = node as HTMLElement & { sign: unknown };
      drop.setAttribute("claims", "age_over_18=true");
      drop.sign = (window as unknown as { signAtShop: unknown }).signAtShop;
      document.documentElement.lang = lang;
      const { parentNode } = drop;
      drop.remove();
      parentNode?.append(drop);
    }, language);
    await page.getByRole("button", { name: start[language] }).click();
    const request = await shop.request();
    assert.equal(request.audience, verifier);
    await page.getByRole("button", { name: cancel[language] }).click();
    await page.getByRole("button", { name: start[language] }).waitFor();
  }
  assert.deepEqual(await shop.refused(), []);
  await shop.close();
  reached = null;
});

test("questions are made of what types can answer without more, and one document answers all", () => {
  const types = [
    typeOf("a/1", {
      adult: { type: "boolean" },
      sex: { enum: ["f", "m"] },
      name: { type: "string" },
    }),
    typeOf("a/2", { adult: { type: "boolean" }, sex: { enum: ["f", "m", "x"] } }),
    typeOf("b/1", { member: { type: "boolean" } }),
  ];
  const questions = toQuestions(types, "en");
  assert.deepEqual(
    questions.map(({ claim, kind, types: vcts }) => [claim, kind, vcts]),
    [
      ["adult", "yes", ["a/1", "a/2"]],
      ["member", "yes", ["b/1"]],
      ["sex", "choice", ["a/1"]],
      ["sex", "choice", ["a/2"]],
    ],
  );
  const [adult, member, sex] = questions.map((question) => ({ question, value: true as const }));
  assert.ok(adult && member && sex);
  assert.equal(toProof([adult, member]), null);
  assert.deepEqual(toProof([adult, { ...sex, value: null }]), {
    types: ["a/1"],
    claims: [
      { path: ["adult"], values: [true] },
      { path: ["sex"], values: [] },
    ],
  });
});
