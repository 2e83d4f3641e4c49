import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { formatSelloFile, packSelloFile } from "@sello/sdk";
import { formatNote, signNote } from "@sello/sdk/log";
import { formatTrustList } from "@sello/sdk/trust";
import { takeOutPostQuantum } from "../support/formatsExample.ts";
import { makeNoteSigner } from "../support/keys.ts";
import { residentClaims, worldTypes } from "../support/world.ts";
import { judge, type Opened, readVerdict, startPages, toFile } from "./startPages.ts";

let pages: Awaited<ReturnType<typeof startPages>>;
before(async () => {
  pages = await startPages();
});
after(() => pages.stop());

const pictures = process.env.SELLO_PICTURES;
/** What the page loads after it is shown. */
const laterParts = [
  "words",
  "ml-dsa",
  "withBroughtTrust",
  "showKept",
  "followVersions",
  "keepKnowledge",
];
/** Of all scripts that the page loads before it can be used, compressed (53.5 KiB when this was written). */
const firstLoadBytesMax = 55 * 1024;

/** Until all of it is there. */
async function whenReady({ scripts }: Opened) {
  const isThere = (part: string) => scripts.some(({ name }) => name === part);
  for (let i = 0; i < 200 && !laterParts.every(isThere); i += 1) await setTimeout(50);
  assert.ok(laterParts.every(isThere), JSON.stringify(scripts));
}

test("a genuine document is valid, with every check, and the document goes nowhere", async () => {
  const made = await pages.world.make();
  const file = formatSelloFile({ ...made, proof: takeOutPostQuantum(made.proof).proof });
  const opened = await pages.open("/?lang=en");
  await whenReady(opened);
  // Who opens the page gets the trust list, for the time without network.
  await opened.page.locator("#offline .facts", { hasText: /version \d/ }).waitFor();
  const sent: string[] = [];
  opened.page.on("request", (request) => sent.push(`${request.method()} ${request.url()}`));
  const { outcome, text, codes } = await judge(opened, [toFile("card.sello", file)]);
  assert.equal(outcome, "valid");
  assert.equal(codes.length, 15);
  assert.match(text, /futian-police/);
  assert.match(text, /王小明/);
  assert.deepEqual(sent, [
    `GET ${pages.url}/v1/trust-list`,
    `GET ${pages.url}/v1/status-lists/futian-police/1`,
  ]);
  const { violations } = await new AxeBuilder({ page: opened.page as never }).analyze();
  assert.deepEqual(
    violations.map(({ id }) => id),
    [],
  );
  if (pictures)
    await opened.page.screenshot({ path: join(pictures, "verdict-valid.png"), fullPage: true });
  assert.deepEqual(opened.faults, []);
  await opened.close();
});

test("a packed document is known for one by whatever name, and as valid", async () => {
  const { file } = await pages.world.make();
  const opened = await pages.open("/?lang=en");
  const { outcome } = await judge(opened, [toFile("download", packSelloFile(file))]);
  assert.equal(outcome, "valid");
  await opened.close();
});

test("what a first verdict needs comes when the page is idle; the page itself is small without it", async () => {
  const opened = await pages.open("/?lang=en");
  await whenReady(opened);
  const later = opened.scripts.filter(({ isLater }) => isLater);
  // What two later parts share has no name of its own.
  const names = later.map(({ name }) => name).filter((name) => name !== "chunk");
  assert.deepEqual(names.toSorted(), laterParts.toSorted());
  const first = opened.scripts.filter(({ isLater }) => !isLater);
  const bytes = first.reduce((sum, script) => sum + script.bytes, 0);
  assert.ok(bytes > 0 && bytes <= firstLoadBytesMax, `${bytes} bytes`);
  assert.deepEqual(opened.faults, []);
  await opened.close();
});

for (const [language, phrases] of Object.entries({
  zh: ["无法确定", "没有机构名单"],
  es: ["No se puede saber", "lista de autoridades de confianza"],
  en: ["Cannot tell", "list of trusted authorities"],
}))
  test(`a page that loses its network before the first verdict gives a whole one, in ${language}`, async () => {
    const { file } = await pages.world.make();
    // Opening the page asks for the list of authorities: the network is lost before that arrives.
    const opened = await pages.open(`/?lang=${language}`, { blocked: "**/v1/trust-list*" });
    await whenReady(opened);
    await opened.page.context().setOffline(true);
    const { outcome, text, codes } = await judge(opened, [toFile("card.sello", file)]);
    assert.equal(outcome, "unknown");
    assert.equal(codes.length, 15);
    for (const words of phrases) assert.ok(text.includes(words), text);
    await opened.close();
  });

test("without network a browser that verified before judges by what it kept then", async () => {
  const { file } = await pages.world.make();
  const opened = await pages.open("/?lang=en");
  assert.equal((await judge(opened, [toFile("card.sello", file)])).outcome, "valid");
  opened.scripts.length = 0;
  await opened.page.reload();
  await whenReady(opened);
  await opened.page.context().setOffline(true);
  const { outcome, codes } = await judge(opened, [toFile("card.sello", file)]);
  assert.equal(outcome, "valid");
  assert.deepEqual(
    codes.filter((code) => !/\.(?:ok|not-asked)$/.test(code)),
    ["status.not-refreshed"],
  );
  await opened.close();
});

test("a changed document is not valid", async () => {
  const { file } = await pages.world.make();
  const at = file.indexOf("document") + 300;
  const changed = `${file.slice(0, at)}${file[at] === "A" ? "B" : "A"}${file.slice(at + 1)}`;
  const opened = await pages.open("/?lang=en");
  assert.equal((await judge(opened, [toFile("card.sello", changed)])).outcome, "invalid");
  await opened.close();
});

test("a revoked document says so, by whom and since when", async () => {
  const { file } = await pages.world.make({ statusIndex: 9 });
  pages.world.statuses[9] = 1;
  const opened = await pages.open("/?lang=es", {
    viewport: { width: 360, height: 740 },
    colorScheme: "dark",
  });
  const { outcome, text, codes } = await judge(opened, [toFile("card.sello", file)]);
  assert.equal(outcome, "invalid");
  assert.ok(codes.includes("status.revoked"));
  assert.match(text, /Revocado por futian-police/);
  await opened.page.getByRole("button", { name: "¿Quién lo hizo" }).click();
  await opened.page.locator(".since").waitFor();
  assert.match(await opened.page.locator(".since").innerText(), /Distrito de Futian, 20\d\d-/);
  const banner = await opened.page.locator(".verdict").innerText();
  assert.match(banner, /Revocado/, "said where it is read first");
  if (pictures)
    await opened.page.screenshot({ path: join(pictures, "verdict-revoked.png"), fullPage: true });
  await opened.close();
});

test("a bare document, pasted, is unknown: nothing proves that it is in the log", async () => {
  const { document } = await pages.world.make();
  const opened = await pages.open("/?lang=zh");
  await opened.page.locator("#document").fill(document);
  await opened.page.getByRole("button", { name: "验证" }).click();
  const { outcome, codes } = await readVerdict(opened.page);
  assert.equal(outcome, "unknown");
  assert.ok(codes.includes("in-log.no-proof"));
  await opened.close();
});

test("a sealed file is held against its seal", async () => {
  const content = Buffer.from("%PDF-1.7 a plan of a house");
  const { file } = await pages.world.make({
    type: worldTypes.sealedFile,
    claims: {
      sha256: createHash("sha256").update(content).digest("hex"),
      name: "plan.pdf",
      mediaType: "application/pdf",
      size: content.length,
    },
  });
  const seal = toFile("plan.sello", file);
  const opened = await pages.open("/?lang=en");
  const same = await judge(opened, [seal, toFile("plan.pdf", content)]);
  assert.equal(same.outcome, "valid");
  assert.match(same.text, /exactly the one that was sealed/);
  await opened.page.locator("#verdict").evaluate((element) => element.replaceChildren());
  const other = Buffer.concat([content, Buffer.from("!")]);
  assert.equal((await judge(opened, [seal, toFile("plan.pdf", other)])).outcome, "invalid");
  await opened.close();
});

test("a trust list by other signers is refused once one is pinned", async () => {
  const { file } = await pages.world.make();
  const opened = await pages.open("/?lang=en");
  assert.equal((await judge(opened, [toFile("card.sello", file)])).outcome, "valid");
  const genuine = pages.trust.note;
  const content = pages.world.trustListContent();
  const strangers = ["x", "y"].map((name) => makeNoteSigner(`${name}.example`, 1));
  const text = formatTrustList({ ...content, version: 2 });
  pages.trust.note = formatNote(await signNote(text, strangers));
  try {
    await opened.page.locator("#verdict").evaluate((element) => element.replaceChildren());
    await opened.page.getByRole("button", { name: "Verify", exact: true }).click();
    const alert = opened.page.getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.innerText(), /not signed by those whom this browser trusted/);
    // Only a person can let go of the pinned list; what comes then is judged by the list itself.
    pages.trust.note = genuine;
    await alert.getByRole("button", { name: /trust the new one/ }).click();
    assert.equal((await readVerdict(opened.page)).outcome, "valid");
  } finally {
    pages.trust.note = genuine;
    await opened.close();
  }
});

test("B10: a value of a foreign document turns nothing around it, hides nothing and forges no row", async () => {
  const full_name = "\u05d0\u05d1\u202e王\u200b伟\nIssued by: City";
  const { file } = await pages.world.make({ claims: { ...residentClaims, full_name } });
  const opened = await pages.open("/?lang=en");
  await judge(opened, [toFile("card.sello", file)]);
  const row = opened.page.locator(".facts > div", { hasText: "\\u{202e}" });
  assert.deepEqual(await row.locator("dd bdi").allInnerTexts(), [
    "\u05d0\u05d1\\u{202e}王\\u{200b}伟",
    "Issued by: City",
  ]);
  const isolation = await row
    .locator("dd bdi")
    .first()
    .evaluate((value) => getComputedStyle(value).unicodeBidi);
  assert.equal(isolation, "isolate");
  const issuers = opened.page.locator(".facts dt", { hasText: "Issued by" });
  assert.equal(await issuers.count(), 1);
  await opened.close();
});

test("R3, W2: what is not valid says first what it is, then why, then whom to ask", async () => {
  const { file } = await pages.world.make({ statusIndex: 11 });
  pages.world.statuses[11] = 1;
  const opened = await pages.open("/?lang=en");
  await judge(opened, [toFile("card.sello", file)]);
  const lines = (await opened.page.locator(".verdict").innerText()).split(/\n+/);
  assert.equal(lines[0], "Not valid");
  assert.match(lines[1] ?? "", /^Revoked by futian-police/);
  assert.match(lines[2] ?? "", /^Next, for the holder: .*ask futian-police why/);
  // The reader's focus is on the answer, so it is the first thing that is read aloud.
  const focused = await opened.page.evaluate(() => document.activeElement?.textContent);
  assert.equal(focused, "Not valid");
  await opened.close();
});
