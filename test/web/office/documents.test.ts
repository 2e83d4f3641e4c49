import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import decodeQR from "qr/decode.js";
import { sampleCsv } from "../../../dev/demo-city/samples/sampleCsv.ts";
import { OfficerClient } from "../../program/OfficerClient.ts";
import { until } from "../../support/until.ts";
import { fillLibraryCard } from "./fillLibraryCard.ts";
import { audit, look, picture, pictures } from "./look.ts";
import { signIn, startOffice } from "./startOffice.ts";

type LogEntry = { readonly transactionHash: string; readonly blockNumber: string };

let office: Awaited<ReturnType<typeof startOffice>>;
let opened: Awaited<ReturnType<typeof office.open>>;
let page: Page;
before(async () => {
  office = await startOffice();
  opened = await office.open("/");
  page = opened.page;
  await signIn(page, library);
});
after(() => office.stop());

const library = "shenzhen-library";
const script = "<img src=x onerror=document.title=1>";

let next = 0;

/** Issues a card by hand. @returns its number */
async function issue(name = "王芳"): Promise<string> {
  next += 1;
  await page.goto(`${office.url}/office/issue/library-card`);
  const number = `04408888888${String(next).padStart(2, "0")}`;
  await fillLibraryCard(page, { name, number, home: "深圳图书馆" });
  await page.getByRole("button", { name: "Sign and issue" }).click();
  await page.getByText("Issued, signed and in the log.").waitFor();
  return /documents\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
}

const open = (path: string) => page.goto(`${office.url}/office${path}`);
const fields = () => page.locator("form .fields");

/** The transaction beside the seal is the one that the log's own entry names, and is copied by a click. */
async function assertShowsTransaction(): Promise<void> {
  const fact = (name: string) =>
    page.locator(".seal + .facts > div", { has: page.locator("dt", { hasText: name }) });
  const shown = await fact("Transaction").locator("code").innerText();
  const index = await fact("Log entry").locator("dd").innerText();
  const found = await fetch(`${office.url}/v1/log/entries?start=${index}&limit=1`);
  const [entry] = ((await found.json()) as { entries: readonly LogEntry[] }).entries;
  assert.equal(shown, entry?.transactionHash);
  assert.equal(await fact("Block").locator("dd").innerText(), entry?.blockNumber);
  await opened.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await fact("Transaction").getByRole("button", { name: "Copy" }).click();
  await fact("Transaction").getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shown);
}

test("a document is corrected: before and after, then predecessor and successor", async () => {
  const old = await issue();
  await page.getByRole("link", { name: "Correct", exact: true }).click();
  await page.getByRole("button", { name: "Fill in the form" }).click();
  await page.getByText("Choose a reason first.").first().waitFor();
  await page.getByLabel("Reason").selectOption("holder_request");
  await page.getByRole("button", { name: "Fill in the form" }).click();
  await fields().getByLabel("Name").waitFor();
  assert.equal(await fields().getByLabel("Name").inputValue(), "王芳");
  await fields().getByLabel("Name").fill(script);
  assert.match(await page.locator(".claim-changes del").innerText(), /^Before:\s+王芳$/);
  assert.match(await page.locator(".claim-changes ins").innerText(), /<img src=x onerror/);
  await look(page, "correct");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/corrections"))
      asked.push(request.headers()["idempotency-key"] ?? "");
  });
  await page.getByRole("button", { name: "Issue the corrected one" }).dblclick();
  await page.getByText("Issued, signed and in the log.").waitFor();
  assert.equal(new Set(asked).size, 1);
  const link = page.locator(".facts").getByRole("link", { name: old });
  assert.equal(await page.locator(".facts dt", { hasText: "Takes the place of" }).count(), 1);
  await link.click();
  await page.getByText("Another document has taken this one's place.").waitFor();
  await page.locator(".page-head", { hasText: "Replaced" }).waitFor();
  await page.locator(".story", { hasText: "Correction asked for" }).waitFor();
  await page.locator(".story", { hasText: "Read: Requested by the holder" }).waitFor();
  assert.match(await page.locator(".story").innerText(), /Issued and signed[\s\S]*you/);
  await page.getByRole("link", { name: "Go to the one that counts now" }).click();
  await page.locator(".facts dt", { hasText: "Takes the place of" }).waitFor();
});

test("stored script is text wherever it is shown, and the document's page tells its story", async () => {
  await page.getByLabel("Reason").selectOption("check");
  await page.getByRole("button", { name: "Read it" }).click();
  await page.locator("main .card").waitFor();
  assert.ok((await page.locator("main .card").innerText()).includes("onerror"));
  await page.locator(".story li", { hasText: /place of another[\s\S]*you/ }).waitFor();
  await assertShowsTransaction();
  await look(page, "one");
  await page.getByRole("link", { name: "Print", exact: true }).click();
  await page.getByLabel("Reason").selectOption("delivery");
  await page.getByRole("button", { name: "Prepare the sheet" }).click();
  await page.locator(".sheet .card").waitFor();
  assert.notEqual(await page.title(), "1");
  assert.deepEqual(opened.faults, []);
});

test("the sheet's code leads to where anybody sees whether the document counts", async () => {
  await look(page, "print");
  const code = page.locator(".code svg");
  const shot = (await code.screenshot()).toString("base64");
  const pixels = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext("2d");
    context?.drawImage(picture, 0, 0);
    const { data } = context?.getImageData(0, 0, picture.width, picture.height) ?? { data: [] };
    return { width: picture.width, height: picture.height, data: [...data] };
  }, shot);
  const url = decodeQR({ ...pixels, data: Uint8ClampedArray.from(pixels.data) });
  assert.equal(url, await page.locator(".code a").getAttribute("href"));
  assert.match(url, new RegExp(`^${office.url}/check/${library}/\\d+/\\d+\\?lang=en$`));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav.side").isVisible(), false);
  assert.equal(await page.locator(".sheet").isVisible(), true);
  if (pictures) await page.pdf({ path: join(pictures, "print.pdf"), preferCSSPageSize: true });
  await page.emulateMedia({ media: "screen" });
  const stranger = await office.open("/");
  const answer = await stranger.page.goto(url);
  assert.equal(answer?.status(), 200);
  await stranger.page.getByText("Neither suspended nor revoked").waitFor();
  await picture(stranger.page, "check", false);
  const none = await stranger.page.goto(`${office.url}/check/${library}/0/x`);
  assert.equal(none?.status(), 404);
  await stranger.close();
});

test("two officers at once on one document: the second is told, and led to the new one", async () => {
  const id = await issue();
  const other = await office.open("/", { storageState: await opened.context.storageState() });
  for (const each of [page, other.page]) {
    await each.goto(`${office.url}/office/documents/${id}/revise/renew`);
    await each.getByLabel("Reason").selectOption("check");
    await each.getByRole("button", { name: "Fill in the form" }).click();
    await each.locator("form .fields").waitFor();
  }
  await page.getByRole("button", { name: "Issue the renewed one" }).click();
  await page.getByText("Issued, signed and in the log.").waitFor();
  await other.page.getByRole("button", { name: "Issue the renewed one" }).click();
  await other.page.locator(".notice.bad code", { hasText: "document.superseded" }).waitFor();
  await other.page.locator(".page-head a").click();
  await other.page.getByRole("link", { name: "Go to the one that counts now" }).click();
  await other.page.locator(".page-head", { hasText: "Valid" }).waitFor();
  await other.close();
});

test("a lost card is replaced, and the new one is saved as the holder's file, which verifies", async () => {
  const old = await issue();
  await page.getByRole("button", { name: "Replace", exact: true }).click();
  const dialog = page.getByRole("dialog");
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: "Replace", exact: true }).dblclick();
  await page.waitForURL((url) => !url.pathname.endsWith(old));
  await page.getByText("Issued, signed and in the log.").waitFor();
  await page.locator(".facts").getByRole("link", { name: old }).waitFor();
  await page.getByLabel("Reason").selectOption("delivery");
  await page.getByRole("button", { name: "Read it" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the .sello file" }).click();
  const file = readFileSync(await (await saved).path());
  const verdict = await fetch(`${office.url}/v1/verify`, {
    method: "POST",
    headers: { "content-type": "application/vnd.sello+json" },
    body: file,
  });
  assert.equal(((await verdict.json()) as { outcome: string }).outcome, "valid");
  await open(`/documents/${old}`);
  await page.locator(".page-head", { hasText: "Replaced" }).waitFor();
  await page.getByRole("link", { name: "Go to the one that counts now" }).waitFor();
});

test("a revoked card is issued again for a reason; the old one stays revoked", async () => {
  const old = await issue();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").selectOption("issued_in_error");
  await dialog.getByLabel(/Type .* to confirm/).fill(old.slice(-8));
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await page.getByText("It is revoked. That is final.").waitFor();
  await page.getByRole("link", { name: "Issue again" }).click();
  await page.getByLabel("Reason").selectOption("holder_request");
  await page.getByRole("button", { name: "Fill in the form" }).click();
  await fields().getByLabel("Name").waitFor();
  await page.getByRole("button", { name: "Issue it again" }).click();
  await page.getByText("Say why.").first().waitFor();
  await page.getByLabel("Why it is issued again").fill("The error was ours");
  await look(page, "again");
  await page.getByRole("button", { name: "Issue it again" }).click();
  await page.getByText("Issued, signed and in the log.").waitFor();
  await page.locator(".facts").getByRole("link", { name: old }).click();
  await page.locator(".page-head", { hasText: "Replaced" }).waitFor();
  await page.locator(".story", { hasText: "Revoked" }).waitFor();
});

test("an act on many is stopped and goes on, and is done once for each", async () => {
  const rows = 4_000;
  const officer = await OfficerClient.ofDemo(office.url, library, "issue");
  const sent = await fetch(`${office.url}/v1/imports?type=library-card`, {
    method: "POST",
    headers: { ...officer.fields, "content-type": "text/csv" },
    body: [...sampleCsv("library-card", rows)].join(""),
  });
  const { id } = (await sent.json()) as { id: string };
  const isDone = async () => (await officer.ask(200, "GET", `/v1/imports/${id}`)).state === "done";
  await until(isDone, { waits: 1_200, stepMs: 100 });
  await open(`/documents?import=${id}`);
  await page.getByRole("button", { name: "Choose all that fit" }).click();
  await page.locator(".bulk-bar").getByRole("button", { name: "Suspend" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").selectOption({ index: 1 });
  await dialog.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("button", { name: "Go on" }).waitFor();
  await look(page, "bulk-stopped");
  await open("/");
  await page.getByRole("link", { name: "Acts on many documents that have stopped" }).waitFor();
  await page.getByRole("link", { name: "Suspend many" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("Each has its outcome.").waitFor({ timeout: 120_000 });
  const [act] = (await officer.ask(200, "GET", "/v1/bulk-acts")).bulkActs;
  assert.deepEqual([act.state, act.documents, act.requested], ["done", rows, rows]);
});

test("many are chosen and revoked as one act, by two clicks once, with an outcome for each", async () => {
  const ids = [await issue(), await issue(), await issue()];
  await open("/documents?type=library-card");
  for (const id of ids) await page.getByLabel(`Choose document ${id}`).check();
  await page.getByText("Chosen: 3").waitFor();
  await look(page, "list");
  await page.locator(".bulk-bar").getByRole("button", { name: "Revoke" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await dialog.getByText("Type 3 exactly.").waitFor();
  await dialog.getByLabel("Reason").selectOption("key_compromise");
  await dialog.getByLabel(/Type 3/).fill("3");
  assert.deepEqual(await audit(page), []);
  const begun: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/v1/bulk-acts"))
      begun.push(request.headers()["idempotency-key"] ?? "");
  });
  await dialog.getByRole("button", { name: "Begin" }).dblclick();
  await page.getByText("Each has its outcome.").waitFor();
  assert.equal(new Set(begun).size, 1);
  for (const id of ids) await page.getByRole("row", { name: new RegExp(id) }).waitFor();
  assert.equal(await page.locator(".progress-parts [data-part=requested] dd").innerText(), "3");
  assert.ok(((await page.locator(".progress-bar").boundingBox())?.width ?? 0) > 200);
  await look(page, "bulk");
  await page.getByRole("link", { name: ids[0] ?? "" }).click();
  const revoked = page.locator('.story [data-state="done"]', { hasText: "Revoked: Key" });
  assert.match(await revoked.locator(".transaction code").innerText(), /^0x[0-9a-f]{64}$/);
  assert.match(await revoked.innerText(), /· block [\d,]+/);
  await open("/documents/bulk");
  await page.getByRole("link", { name: "Revoke many" }).waitFor();
  await look(page, "bulk-list");
});

test("holders of many are told what is true of their documents", async () => {
  const ids = [await issue(), await issue()];
  await open("/documents?type=library-card");
  for (const id of ids) await page.getByLabel(`Choose document ${id}`).check();
  await page.locator(".bulk-bar").getByRole("button", { name: "Tell the holders" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await dialog.getByText("Choose what they are told.").waitFor();
  await dialog.getByLabel(/Yours stays valid meanwhile/).check();
  assert.deepEqual(await audit(page), []);
  await look(page, "bulk-tell");
  await dialog.getByRole("button", { name: "Begin" }).click();
  await page.getByText("Holders read it when they next open their app.").waitFor();
  await page.getByText(/Yours stays valid meanwhile/).waitFor();
  assert.equal(await page.locator(".progress-parts [data-part=requested] dd").innerText(), "2");
  await look(page, "bulk-told");
});

test("a list is narrowed by days and by the log's entry", async () => {
  await open("/documents");
  await page.locator(".documents tbody a").nth(4).waitFor();
  const count = await page.locator(".documents tbody tr").count();
  assert.ok(count > 4, `${count} documents`);
  await page.getByLabel("Issued from").fill("2020-01-01");
  await page.getByLabel("Issued up to").fill("2020-02-01");
  await page.getByText("No document fits this filter.").waitFor();
  await open("/documents");
  await page.locator(".documents a").first().click();
  await page.locator(".facts dt", { hasText: "Log entry" }).waitFor();
  await page.locator(".facts div", { hasText: "Log entry" }).getByRole("link").click();
  await page.locator(".documents tbody a").first().waitFor();
  assert.ok((await page.locator(".documents tbody tr").count()) < count);
});

/** How long a long list is. */
const longList = Number(process.env.SELLO_LIST_DOCUMENTS ?? 4_000);

test("a long list goes on by itself, and draws no more than is near", async () => {
  await page.route("**/v1/documents?**", (route) => {
    const asked = new URL(route.request().url()).searchParams;
    const [from, limit] = [Number(asked.get("after") ?? 0), Number(asked.get("limit"))];
    const documents = Array.from({ length: limit }, (_, index) => ({
      id: `01a22aa9-0000-7000-8000-${String(from + index).padStart(12, "0")}`,
      authority: library,
      type: "library-card",
      state: "anchored",
      revision: 0,
      copies: 1,
      issuedAt: 1_796_000_000 - from - index,
      expiresAt: null,
      expired: false,
      replaces: null,
      replacedBy: null,
      status: { value: "valid", effective: true },
    }));
    const next = from + limit < longList ? String(from + limit) : null;
    return route.fulfill({ json: { documents, next } });
  });
  await open("/documents");
  const idOf = (index: number) => `01a22aa9-0000-7000-8000-${String(index).padStart(12, "0")}`;
  const [first, last] = [idOf(0), idOf(longList - 1)];
  await page.getByRole("link", { name: first }).focus();
  const found = await page.evaluate(async (id) => {
    const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
    const until = performance.now() + 400_000;
    const gaps: number[] = [];
    let rows = 0;
    let bodies = 0;
    for (let before = await frame(); performance.now() < until; ) {
      window.scrollBy(0, 700);
      const now = await frame();
      gaps.push(now - before);
      before = now;
      if (gaps.length % 10 === 0) {
        rows = Math.max(rows, document.querySelectorAll(".documents tbody tr").length);
        bodies = Math.max(bodies, document.querySelectorAll(".documents tbody").length);
      }
      if (document.querySelector(`a[href$="${id}"]`)) break;
    }
    // Near the end, where most are far.
    const late = gaps.slice(-gaps.length / 20).sort((one, other) => one - other);
    const at = (part: number) => late[Math.floor(late.length * part)] ?? 0;
    return {
      isThere: document.querySelector(`a[href$="${id}"]`) !== null,
      ...{
        rows,
        bodies,
        frames: gaps.length,
        median: at(0.5),
        p95: at(0.95),
        longest: late.at(-1),
      },
    };
  }, last);
  if (pictures) console.log(`a list of ${longList}: ${JSON.stringify(found)}`);
  assert.ok(found.isThere, JSON.stringify(found));
  assert.ok(found.rows < 1_000, `${found.rows} rows are drawn`);
  assert.ok(found.bodies < 20, `${found.bodies} parts are drawn`);
  // A screen reader is told where in the list it is, and the focus is where it was.
  const table = page.locator("table.documents");
  assert.equal(await table.getAttribute("aria-rowcount"), String(longList + 1));
  const row = page.getByRole("row", { name: last });
  assert.equal(await row.getAttribute("aria-rowindex"), String(longList + 1));
  assert.match(
    await page.evaluate(() => (document.activeElement as HTMLAnchorElement).href),
    new RegExp(first),
  );
  assert.deepEqual(await audit(page), []);
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
  await page.locator(`[aria-rowindex="${longList / 2}"]`).waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByRole("link", { name: first }).waitFor();
  await page.unroute("**/v1/documents?**");
});

test("what an authority touched is drawn, listed and suspended in one act", async () => {
  await open(`/authorities/${library}`);
  const link = page.getByRole("link", { name: /What it touched: Shenzhen Library/ });
  if ((await link.count()) === 0) {
    // The library's officer administers nothing: their administrator looks.
    await page.getByRole("button", { name: "Sign out" }).first().click();
    await signIn(page, "libraries");
    await open(`/authorities/${library}`);
  }
  await link.click();
  await page.locator(".days rect").first().waitFor();
  await page.locator(".documents tbody tr").nth(3).waitFor();
  await look(page, "reach");
  assert.deepEqual(opened.faults, []);
});

test("one signs out everywhere", async () => {
  const other = await office.open("/", { storageState: await opened.context.storageState() });
  await open("/sessions");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByText("You have signed out.").waitFor();
  await other.page.goto(`${office.url}/office/`);
  await other.page.locator(".wallets button").waitFor();
  await other.close();
});
