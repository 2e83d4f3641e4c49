import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { formatSelloFile, parseSelloFile, present } from "@sello/sdk";
import {
  encryptAnswer,
  type ProofRequest,
  readLinkedRequest,
  readRequestLink,
} from "@sello/sdk/request";
import type { Page } from "playwright-core";
import decodeQR from "qr/decode.js";
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
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let pages: Awaited<ReturnType<typeof startPages>>;

before(async () => {
  postgres = await startPostgres();
  const { database } = await postgres.database();
  const store = new PgProofRequests(database);
  const clock = { nowMs: () => worldTimes.now * 1_000 };
  const proofRequests = new ProofRequests({ store, clock, publicUrl });
  pages = await startPages({ parts: { proofRequests, asking: new OpeningLimits() } });
});
after(async () => {
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
