import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { packSelloFile, toBase64url } from "@sello/sdk";
import { parse } from "csv-parse/sync";
import { worldTypes } from "../support/world.ts";
import { drawCode } from "./codes/drawCode.ts";
import { clearVerdict, judge, readVerdict, startPages, toFile } from "./startPages.ts";

let pages: Awaited<ReturnType<typeof startPages>>;
before(async () => {
  pages = await startPages();
});
after(() => pages.stop());

const toFragment = (file: string): string => `#document=${toBase64url(packSelloFile(file))}`;

/** Drops files onto the page, as a hand would. */
async function drop(
  page: Awaited<ReturnType<typeof pages.open>>["page"],
  name: string,
  text: string,
) {
  const dropped = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ""], fileName ?? ""));
      return transfer;
    },
    [name, text],
  );
  await page.locator("h1").dispatchEvent("drop", { dataTransfer: dropped });
}

test("a file dropped anywhere on the page is judged", async () => {
  const { file } = await pages.world.make();
  const { page, close } = await pages.open("/?lang=en");
  await drop(page, "card.sello", file);
  assert.equal((await readVerdict(page)).outcome, "valid");
  await close();
});

test("what is pasted is judged at once: a document, a link with one, and no link to elsewhere", async () => {
  const { file, document } = await pages.world.make();
  const opened = await pages.open("/?lang=en");
  const { page, context } = opened;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const paste = async (text: string) => {
    await clearVerdict(page);
    await page.locator("#document").fill("");
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.locator("#document").focus();
    await page.keyboard.press("ControlOrMeta+v");
  };
  await paste(file);
  assert.equal((await readVerdict(page)).outcome, "valid");
  await paste(document);
  const { outcome, codes } = await readVerdict(page);
  assert.equal(outcome, "unknown");
  assert.ok(codes.includes("in-log.no-proof"));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await paste(`${pages.url}/${toFragment(file)}`);
  assert.equal((await readVerdict(page)).outcome, "valid");
  for (const [link, words] of [
    ["https://evil.example/card.sello", /leads to evil\.example/],
    [`${pages.url}/authorities`, /no document at this link/],
    [`${pages.url}/nothing.sello`, /no document at this link/],
  ] as const) {
    await paste(link);
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").innerText(), words);
  }
  assert.ok(
    asked.every((url) => url.startsWith(pages.url)),
    asked.join("\n"),
  );
  await opened.close();
});

test("a page opened by a link with a document judges it, and does not leave it in the history", async () => {
  const { file } = await pages.world.make();
  const { page, close, faults } = await pages.open(`/?lang=en${toFragment(file)}`);
  assert.equal((await readVerdict(page)).outcome, "valid");
  assert.equal(page.url(), `${pages.url}/?lang=en`);
  assert.deepEqual(faults, []);
  await close();
});

test("a picture of a code is read; one without says so", async () => {
  const { file } = await pages.world.make();
  const link = `${pages.url}/${toFragment(file)}`;
  const { page, close } = await pages.open("/?lang=en");
  const toPng = async (content: string) => {
    const { width, height, pixels } = drawCode(new TextEncoder().encode(content));
    const base64 = await page.evaluate(
      ([w, h, grey]) => {
        const canvas = document.createElement("canvas");
        canvas.width = w as number;
        canvas.height = h as number;
        const context = canvas.getContext("2d") as CanvasRenderingContext2D;
        const image = context.createImageData(canvas.width, canvas.height);
        for (const [at, value] of [...atob(grey as string)].entries())
          image.data.set(
            [value.charCodeAt(0), value.charCodeAt(0), value.charCodeAt(0), 255],
            at * 4,
          );
        context.putImageData(image, 0, 0);
        return canvas.toDataURL("image/png").split(",")[1] ?? "";
      },
      [width, height, Buffer.from(pixels).toString("base64")] as const,
    );
    return toFile("screenshot.png", Buffer.from(base64, "base64"), "image/png");
  };
  assert.ok(link.length > 2_953, "too long for a code");
  await page.locator("#files").setInputFiles([await toPng("https://evil.example/")]);
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /leads to evil\.example/);
  await clearVerdict(page);
  const blank = toFile("blank.png", Buffer.from("not a picture"), "image/png");
  await page.locator("#files").setInputFiles([blank]);
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /No code was found/);
  await close();
});

test("a folder gives a table and a file for a spreadsheet; names in it are not formulas", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sello-folder-"));
  const content = Buffer.from("%PDF-1.7 a plan");
  const claims = {
    sha256: createHash("sha256").update(content).digest("hex"),
    name: "plan.pdf",
    mediaType: "application/pdf",
    size: content.length,
  };
  const seal = await pages.world.make({ type: worldTypes.sealedFile, claims });
  const genuine = await pages.world.make();
  const revoked = await pages.world.make({ statusIndex: 21 });
  pages.world.statuses[21] = 1;
  mkdirSync(join(folder, "more"));
  writeFileSync(join(folder, "genuine.sello"), genuine.file);
  writeFileSync(join(folder, "=cmd().sello"), revoked.file);
  writeFileSync(join(folder, "more", "plan.sello"), seal.file);
  writeFileSync(join(folder, "more", "plan.pdf"), Buffer.concat([content, Buffer.from("!")]));
  const { page, close, faults } = await pages.open("/?lang=en", { acceptDownloads: true });
  try {
    await page.locator("#folder").setInputFiles(folder);
    const table = page.locator("#verdict table");
    await table.waitFor();
    const outcomes = await table
      .locator("tbody tr")
      .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.outcome).sort());
    assert.deepEqual(outcomes, ["invalid", "invalid", "none", "valid"]);
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    assert.equal(focused, "Answers for 4 files");
    const pictures = process.env.SELLO_PICTURES;
    if (pictures) await page.screenshot({ path: join(pictures, "folder.png"), fullPage: true });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    const csv = readFileSync(await download.path(), "utf8");
    const rows = parse(csv, { bom: true }) as string[][];
    assert.equal(rows.length, 5);
    const find = (end: string) => rows.find(([path]) => path?.endsWith(end)) ?? [];
    assert.equal(find("genuine.sello")[1], "Valid");
    assert.match(find("=cmd().sello")[2] ?? "", /^Revoked by futian-police/);
    assert.match(find("plan.sello")[2] ?? "", /plan\.pdf: is not the one that was sealed/);
    assert.ok(rows.flat().every((cell) => !/^[=+\-@]/.test(cell)));
    assert.deepEqual(faults, []);
  } finally {
    rmSync(folder, { recursive: true });
    await close();
  }
});

test("the answer can be kept as JSON, and who ended it is asked only when somebody wants to know", async () => {
  const { file } = await pages.world.make({ statusIndex: 22 });
  pages.world.statuses[22] = 1;
  const opened = await pages.open("/?lang=en", { acceptDownloads: true });
  const { page } = opened;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  assert.equal((await judge(opened, [toFile("card.sello", file)])).outcome, "invalid");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as JSON" }).click(),
  ]);
  const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.equal(saved.verdict.cause.code, "status.revoked");
  assert.equal(saved.verdict.cause.move, "holder");
  assert.deepEqual(Object.keys(saved.verdict.cause.next).sort(), ["en", "es", "zh"]);
  assert.deepEqual(saved.network, { reached: true, notRefreshed: [] });
  // Nothing that was asked for names the document, until the reader asks.
  const entries = () => asked.filter((path) => path.includes("/entries"));
  assert.deepEqual(entries(), []);
  await page.getByRole("button", { name: "Who ended it" }).click();
  await page.locator(".since").waitFor();
  assert.match(await page.locator(".since").innerText(), /Status changed: Futian District, /);
  assert.deepEqual(entries(), ["/v1/status-lists/futian-police/1/entries/22"]);
  await opened.close();
});
