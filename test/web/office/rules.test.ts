import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { parsePresentation } from "@sello/sdk";
import { replayPresentations } from "@sello/sdk/decision";
import type { Page } from "playwright-core";
import { demoResidents } from "../../../dev/demo-residents/residentPeople.ts";
import { ask, OfficerClient } from "../../program/OfficerClient.ts";
import { ResidentClient } from "../../program/ResidentClient.ts";
import { until } from "../../support/until.ts";
import { sign } from "./governTogether.ts";
import { assertFits, audit, look, picture } from "./look.ts";
import { startOffice } from "./startOffice.ts";

const item = "senior-card";
const waits = { waits: 300, stepMs: 300 };

let office: Awaited<ReturnType<typeof startOffice>>;
let author: Awaited<ReturnType<typeof office.open>>;
let second: Awaited<ReturnType<typeof office.open>>;
/** Of the version that the tests make, in the console. */
let address = "";
let application: { readonly id: string; readonly receipt: string };

before(async () => {
  office = await startOffice();
  application = await applyAsElder();
  author = await openAs(0);
  second = await openAs(1);
});
after(() => office?.stop());

/** As one of the two officers who issue at the office that answers. */
async function openAs(index: number) {
  const opened = await office.open("/rules");
  opened.page.setDefaultTimeout(60_000);
  await opened.page.locator(".wallets button").click();
  await opened.page.locator('[data-slug="elderly-services"]').nth(index).click();
  await opened.page.locator("dialog button.main").click();
  await opened.page.getByRole("heading", { level: 1, name: "Rules" }).waitFor();
  return opened;
}

const itemNow = async () => (await ask(office.url, "GET", `/v1/service-items/${item}`)).body;
type Version = { readonly number: number; readonly granted: boolean };

/** A resident of 71 years gets the card of those from 65, by the rules that the demo publishes. */
async function applyAsElder() {
  const elder = demoResidents.find(({ name }) => name === "林国栋");
  assert.ok(elder);
  const { idNumber, phone } = elder;
  const first = await ResidentClient.withCode(office.url, { way: "id-card", idNumber }, phone);
  const resident = await ResidentClient.withPasskey(office.url, await first.addPasskey());
  await until(async () => (await itemNow()).version === 1, waits, "no rules were published");
  await until(
    async () => {
      const { documents } = await resident.ask(200, "GET", "/v1/my/documents");
      return documents.every(({ state }: { state: string }) => state !== "sealing");
    },
    waits,
    "the resident's documents are not sealed",
  );
  const body = { item, form: {}, evidence: { identity: { from: "account" } } };
  const key = { "idempotency-key": randomUUID() };
  const { id } = await resident.ask(201, "POST", "/v1/my/applications", body, key);
  return until(
    async () => {
      const now = await resident.ask(200, "GET", `/v1/my/applications/${id}`);
      return now.state === "sealed" && { id, receipt: now.receipt as string };
    },
    waits,
    "the application was not decided",
  );
}

const cell = (page: Page, row: string, column: string) =>
  page.getByRole("button", { name: new RegExp(`^Row ${row}, ${column}`) });

/** Writes a range into a cell about the age. */
async function setAges(page: Page, row: string, kind: string, from: string, to: string) {
  await cell(page, row, "Age in whole years").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Condition").selectOption({ label: kind });
  await dialog.getByLabel("From", { exact: true }).fill(from);
  await dialog.getByLabel(/^To/).fill(to);
  await dialog.getByText(`It holds for: ${from} to`).waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();
}

test("an officer begins a version, and finds it as the newest was", async () => {
  const { page } = author;
  await page.getByText("Version 1 is in force, and decides without a person.").first().waitFor();
  await look(page, "rules-list");
  const panel = page.getByRole("region", { name: "Senior citizen's card" });
  await panel.getByRole("button", { name: "Begin a version" }).click();
  const dialog = page.getByRole("dialog");
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: "Begin a version" }).click();
  await page.getByRole("heading", { level: 1, name: /draft of the rules/ }).waitFor();
  address = new URL(page.url()).pathname.slice("/office".length);
  await page.getByText("All cases come out as expected: 19").waitFor();
  await page.getByText("Nothing differs.").waitFor();
  await look(page, "rules-editor");
});

test("a cell that cannot be run is said so at once, and cannot be saved", async () => {
  const { page } = author;
  await cell(page, "from-60", "Age in whole years").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("From", { exact: true }).fill("");
  await dialog.getByText("This cannot be run.").waitFor();
  assert.deepEqual(await audit(page), []);
  await picture(page, "rules-cell-wrong", false);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByText("To mend in the table: 1").waitFor();
  assert.ok(await page.getByRole("button", { name: "Save", exact: true }).isDisabled());
  assert.ok(await page.getByRole("button", { name: "Ask two officers to sign" }).isDisabled());
  await setAges(page, "from-60", "from … to below …", "60", "65");
  await page.getByText("All cases come out as expected: 19").waitFor();
});

test("a threshold moves: cases fail at once, and are mended", async () => {
  const { page } = author;
  await setAges(page, "from-60", "from … to below …", "60", "75");
  await setAges(page, "from-65", "from … to …, both included", "75", "150");
  await page.getByText("Cases that come out otherwise: 3").waitFor();
  await page.getByRole("button", { name: "Only those that come out otherwise" }).click();
  await picture(page, "rules-cases-fail");
  const failing = page.locator(".cases > li");
  await until(async () => (await failing.count()) === 3);
  // The usual one: 70 years, who travel free no more.
  await failing.first().locator("summary").click();
  await page.getByText("The rules say: Granted, Benefits: reduced fares (from-60)").waitFor();
  await failing.first().getByLabel("By the row").selectOption("from-60");
  await failing.first().getByLabel("Benefits").selectOption({ label: "reduced fares" });
  for (const left of [2, 1]) {
    await until(async () => (await failing.count()) === left);
    await failing.first().locator("summary").click();
    await failing.first().getByLabel("By the row").selectOption("from-60");
  }
  await page.getByText("Cases that are lacking: 3").first().waitFor();
  for (const age of ["74", "75", "76"])
    await page.getByRole("button", { name: `Add a case: Age in whole years: ${age}` }).click();
  await page.getByText("All cases come out as expected: 22").waitFor();
  await page.getByRole("button", { name: "Only those that come out otherwise" }).click();
  const changes = page.getByRole("region", { name: "What changes" });
  const row = changes.getByRole("row", { name: /^from-65/ });
  assert.match(await row.innerText(), /65 to 150[\s\S]*75 to 150/);
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Not saved yet").waitFor({ state: "detached" });
  await look(page, "rules-mended");
});

test("rows move by the keyboard, and nothing is lost when another changes the draft too", async () => {
  const { page } = author;
  const colleague = second.page;
  await colleague.goto(`${office.url}/office${address}`);
  await cell(colleague, "under-60", "Outcome").waitFor();
  await colleague.getByRole("button", { name: "under-60", exact: true }).click();
  const dialog = colleague.getByRole("dialog");
  await dialog.getByLabel("What the applicant reads in English").fill("Not yet <b>60</b>.");
  assert.deepEqual(await audit(colleague), []);
  await picture(colleague, "rules-row", false);
  await dialog.getByRole("button", { name: "Done" }).click();
  await colleague.getByRole("button", { name: "Save", exact: true }).click();
  await colleague.getByText("Not saved yet").waitFor({ state: "detached" });
  const name = page.getByRole("button", { name: "age-implausible", exact: true });
  await name.focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.locator(".wide-table tbody tr").nth(5).getByText("age-implausible").waitFor();
  assert.ok(await name.evaluate((element) => element === document.activeElement));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Somebody else has changed it meanwhile").waitFor();
  assert.deepEqual(await audit(page), []);
  await picture(page, "rules-conflict");
  await page.getByRole("button", { name: "Take theirs" }).click();
  await page.locator(".wide-table tbody tr").nth(6).getByText("age-implausible").waitFor();
  await page.getByText("Not yet <b>60</b>.").waitFor();
});

test("last month says whom it touches, and one case says why", async () => {
  const { page } = author;
  await page.getByRole("link", { name: "Try it" }).click();
  await page.getByRole("button", { name: "Try them on last month's applications" }).click();
  await page.getByText("Decided differently: 1 of 1.").waitFor();
  const link = page.getByRole("link", { name: application.id.slice(0, 8) });
  assert.equal(await link.getAttribute("href"), `/office/applications/${application.id}`);
  await page.getByLabel("Age in whole years").fill("59");
  await page.getByRole("button", { name: "Decide", exact: true }).click();
  await page.getByText("Both evaluators say the same.").waitFor();
  await page.getByText("Refused", { exact: true }).waitFor();
  await look(page, "rules-try");
  await page.getByRole("link", { name: "Back to the rules" }).click();
  // Above the office that answers, nobody opens its applications.
  const above = await OfficerClient.ofDemo(office.url, "civil-affairs", "administer");
  const path = `/v1${address.replace("rules", "rule-versions")}/trials`;
  const trial = await above.ask(200, "POST", path);
  assert.deepEqual([trial.differ, trial.differing], [1, null]);
});

test("two officers sign it with their wallets, and it is in force once it is in the log", async () => {
  const { page } = author;
  const colleague = second.page;
  await page.getByRole("button", { name: "Ask two officers to sign" }).click();
  await page.getByText("Nobody has signed it yet.").waitFor();
  await page.getByRole("button", { name: "Give it back to be changed" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Give it back to be changed" })
    .click();
  await page.getByRole("button", { name: "Ask two officers to sign" }).click();
  await page.getByText("Cases, signed with the rules: 22").click();
  await look(page, "rules-signing");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Another officer's signature is still needed.").waitFor();
  const hash = await dialog.locator(".content-hash").first().textContent();
  await picture(page, "rules-sign", false);
  await dialog.getByRole("button", { name: "Sign in the wallet" }).click();
  const shown = await page.locator("dialog pre").textContent();
  assert.ok(hash && shown?.includes(hash), "the wallet shows what the page shows");
  await page.locator("dialog button.main").click();
  await page.getByText("The other signature is another officer's.").waitFor();
  await colleague.reload();
  await colleague.getByText("Signed by").first().waitFor();
  await colleague.getByRole("button", { name: "Sign", exact: true }).click();
  await colleague.getByText("With your signature they are published").waitFor();
  await sign(colleague);
  await colleague.getByText("In the log, and in force").waitFor();
  assert.equal((await itemNow()).version, 2);
});

test("granted by one of them it decides alone, and everybody reads it at its address", async () => {
  const { page } = second;
  await page.getByText("Not granted: a person decides").waitFor();
  await look(page, "rules-published");
  await page.getByRole("button", { name: "Let it decide without a person" }).click();
  await sign(page);
  await page.getByText("Granted: it decides without a person").waitFor();
  const granted = (await itemNow()).versions.find(({ number }: Version) => number === 2);
  assert.equal(granted.granted, true);
  const opened = await office.open("/rules");
  for (const [path, name] of [
    ["/rules?lang=en", "public-rules"],
    [`/rules/${item}?lang=en`, "public-rules-item"],
    [`/rules/${item}/1?lang=zh`, "public-rules-older"],
    ["/rules/graduate-settlement?lang=es", "public-rules-graduate"],
  ] as const) {
    await opened.page.goto(`${office.url}${path}`);
    for (const [width, colorScheme] of [
      [1280, "light"],
      [390, "dark"],
    ] as const) {
      await opened.page.setViewportSize({ width, height: 850 });
      await opened.page.emulateMedia({ colorScheme });
      assert.deepEqual(await audit(opened.page), [], path);
      await assertFits(opened.page, path);
      await picture(opened.page, `${name}-${width}`);
    }
  }
  await opened.page.goto(`${office.url}/rules/${item}?lang=en`);
  await opened.page.getByText("Not yet <b>60</b>.").first().waitFor();
  await opened.page.getByText("75 to 150").first().waitFor();
  await opened.close();
});

test("what was decided before replays by its own version, with the files alone", async () => {
  const clerk = await OfficerClient.ofDemo(office.url, "elderly-services", "issue");
  const receipt = await clerk.ask(
    200,
    "GET",
    `/v1/documents/${application.receipt}/sello?reason=check`,
  );
  const versions = await Promise.all(
    [1, 2].map(async (number) => {
      const path = `/v1/service-items/${item}/rules/${number}/sello`;
      const { body } = await ask(office.url, "GET", path);
      return { presentation: parsePresentation(JSON.stringify(body)) };
    }),
  );
  const presentation = parsePresentation(JSON.stringify(receipt));
  const { replay, receipt: read } = replayPresentations({ presentation }, versions);
  assert.deepEqual([replay.kind, read?.rules.version], ["same", 1]);
});

test("the grant ends at once, and the audit tells all of it in words", async () => {
  const { page } = second;
  await page.getByRole("button", { name: "Have a person decide again" }).click();
  const dialog = page.getByRole("dialog");
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: "Have a person decide again" }).click();
  await page.getByText("Not granted: a person decides").waitFor();
  assert.ok((await itemNow()).versions.every(({ granted }: Version) => !granted));
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  for (const words of [
    /You had a person decide again in the place of rules/,
    /You let rules .* decide without a person/,
    /You published rules .* with the second signature/,
    /tried rules .* on last month's applications/,
    /looked at what document .* says, for an application of its holder/,
  ])
    await page.getByText(words).first().waitFor();
  const expected = /status of (409|422)/;
  const faults = [...author.faults, ...second.faults].filter((text) => !expected.test(text));
  assert.deepEqual(faults, []);
});
