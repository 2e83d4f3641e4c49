import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { audit, look, settled } from "./look.ts";
import { signIn, startOffice } from "./startOffice.ts";

let office: Awaited<ReturnType<typeof startOffice>>;
let opened: Awaited<ReturnType<typeof office.open>>;
let page: Page;
before(async () => {
  office = await startOffice();
  opened = await office.open("/", { acceptDownloads: true });
  page = opened.page;
});
after(() => office.stop());

const lines = () => page.locator(".audit > li");

test("acts are told in sentences, newest first, with links and their data on demand", async () => {
  await page.locator("h1").waitFor();
  await signIn(page, "futian");
  await page.getByRole("link", { name: "API keys" }).click();
  for (const label of ["counter 7", "counter 8"]) {
    await page.getByRole("button", { name: "New key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(label);
    await dialog.getByLabel("Read", { exact: true }).check();
    await dialog.getByRole("button", { name: "Make the key" }).click();
    await dialog.getByRole("button", { name: "I have kept it" }).click();
  }
  assert.equal(await page.getByRole("button", { name: "Set limit: counter 7" }).count(), 0);
  // Of a department below: a key that issues.
  await page.getByRole("button", { name: "Set limit: demo" }).first().click();
  await page.getByLabel("Documents a day at most").fill("500");
  await page.getByRole("button", { name: "Save the limit" }).click();
  await page.getByText("0 of 500 today").waitFor();
  await look(page, "keys");
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Audit" }).waitFor();
  await lines().first().waitFor();
  assert.match(await lines().first().innerText(), /You made the API key “counter 8”\./);
  assert.match(await lines().nth(1).innerText(), /You made the API key “counter 7”\./);
  await lines().first().getByText("Data of this line").click();
  assert.match(await lines().first().innerText(), /api_key\.create/);
  await look(page, "audit");
  const limited = /You changed how much the API key “demo” may issue in a day\.\s+Limit a day: 500/;
  const below = page.getByLabel("Authority", { exact: true });
  const choices = await below.locator("option").evaluateAll((all) => all.length);
  const found: boolean[] = [];
  for (let index = 1; index < choices; index += 1) {
    await below.selectOption({ index });
    const show = page.getByRole("button", { name: "Show", exact: true });
    await Promise.all([page.waitForResponse(/\/v1\/audit.*authority=/), show.click()]);
    await settled(page);
    found.push(limited.test(await page.locator("main").innerText()));
  }
  assert.equal(found.filter(Boolean).length, 1);
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await lines().first().waitFor();
});

test("the filter is in the address; what is not there is said", async () => {
  await page.getByLabel("Kind of act").selectOption("api_key");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.waitForURL(/action=api_key/);
  await lines().first().waitFor();
  assert.ok((await lines().count()) >= 2);
  await page.reload();
  await lines().first().waitFor();
  assert.equal(await page.getByLabel("Kind of act").inputValue(), "api_key");
  await lines().nth(1).getByText("Data of this line").click();
  await lines().nth(1).getByRole("button", { name: "All about the same" }).click();
  await page.waitForURL(/subject=api-key/);
  await lines().first().waitFor();
  await settled(page);
  assert.equal(await lines().count(), 1);
  await page.getByLabel("To day").fill("2020-01-01");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByText("Nothing fits this filter.").waitFor();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await lines().first().waitFor();
});

test("an export is saved, checked here and by the command, and what was changed is told", async () => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export as a file" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "audit-futian.ndjson");
  const file = await download.path();
  const text = readFileSync(file, "utf8");
  assert.match(text, /api_key\.create/);
  await page.getByLabel("Check an export here").setInputFiles({
    name: "audit.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(text),
  });
  await page.getByText("The lines are those of the audit").waitFor();
  await page.getByLabel("Check an export here").setInputFiles({
    name: "audit.ndjson",
    mimeType: "application/x-ndjson",
    buffer: Buffer.from(text.replace("api_key.create", "api_key.crate")),
  });
  await page.getByText("The file does not fit together").waitFor();
  const kept = `${file}.ndjson`;
  writeFileSync(kept, text);
  const { status, stderr } = spawnSync(resolve("sello"), [
    "verify-audit",
    kept,
    "--server",
    office.url,
  ]);
  assert.equal(status, 0, String(stderr));
});

test("a place of the chain that was kept in the browser is compared with the city's", async () => {
  await page.getByRole("button", { name: "Keep the newest place" }).click();
  await page.getByText("still the same").waitFor();
  await page.evaluate(() => {
    const key = "sello.office.auditPlace";
    const place = JSON.parse(localStorage.getItem(key) ?? "{}");
    localStorage.setItem(key, JSON.stringify({ ...place, hash: "0".repeat(64) }));
  });
  await page.reload();
  await page.getByText("Lines up to this place were changed since.").waitFor();
  assert.deepEqual(await audit(page), []);
  assert.deepEqual(opened.faults, []);
});
