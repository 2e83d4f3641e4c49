import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { sampleRecord } from "../../../dev/demo-city/samples/sampleRecords.ts";
import { writeWorkbook } from "../../../scripts/samples/writeWorkbook.ts";
import { until } from "../../support/until.ts";
import { addDevice } from "./addDevice.ts";
import { addClaim, fillTexts } from "./fillDesign.ts";
import { fillLibraryCard } from "./fillLibraryCard.ts";
import { propose, sign, signTogether } from "./governTogether.ts";
import { look, settled } from "./look.ts";
import { signIn, startOffice } from "./startOffice.ts";

// One sitting in the demo city, all of it by clicks: issue, import and revoke; a new type; a new department, whose officer
// issues a document of that type.

let office: Awaited<ReturnType<typeof startOffice>>;
let faults: readonly (readonly string[])[] = [];
before(async () => {
  office = await startOffice();
});
after(() => office.stop());

const library = "nanshan-library";
const city = "shenzhen";
const department = "dog-register";
const licence = "dog-licence";

/** A browser in which an officer is signed in by the demo's wallet. */
async function openAs(slug: string, seat?: number): Promise<Page> {
  const { page, faults: own } = await office.open("/", { acceptDownloads: true });
  faults = [...faults, own];
  await signIn(page, slug, seat);
  await page.locator("main h1").waitFor();
  return page;
}

const go = (page: Page, path: string) => page.goto(`${office.url}/office${path}`);
const get = async (path: string) => (await fetch(`${office.url}${path}`)).json();
const shownId = (page: Page): string => /documents\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";

/** What anybody finds out about a document whose file an officer saved. */
async function verdictOf(page: Page): Promise<{ outcome: string; cause?: { code: string } }> {
  await page.getByLabel("Reason").selectOption("delivery");
  await page.getByRole("button", { name: "Read it" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the .sello file" }).click();
  const body = readFileSync(await (await saved).path());
  const headers = { "content-type": "application/vnd.sello+json" };
  const answer = await fetch(`${office.url}/v1/verify`, { method: "POST", headers, body });
  return (await answer.json()) as never;
}

/** Issues one from the form that is filled in, and waits until it is on the chain. */
async function issue(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Sign and issue" }).click();
  await page.getByText("Issued, signed and in the log.").waitFor();
  await page.locator(".story", { hasText: /Entry \d/ }).waitFor();
  return shownId(page);
}

/** Library cards of some people as a workbook has them; three cells are wrong. */
function toWorkbook(): Buffer {
  const rows = Array.from({ length: 10 }, (_, index) => {
    const card = sampleRecord["library-card"](60_000 + index) ?? {};
    if (index === 1) return { ...card, loans_max: "many" };
    if (index === 4) return { ...card, birth_date: "1990-13-01" };
    if (index === 7) return { ...card, card_number: "?" };
    return card;
  });
  const header = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => Object.values(row).map(String));
  return writeWorkbook([{ name: "Members", rows: [header, ...cells] }]);
}

let nanshan: Page;
let single: string;
let imported: string;

test("an officer of Nanshan issues a card from the form, and anybody finds it valid", async () => {
  nanshan = await openAs(library);
  await nanshan.getByRole("link", { name: "Issue", exact: true }).click();
  await nanshan.getByRole("link", { name: "Library card" }).click();
  await fillLibraryCard(nanshan, { number: "0440555555555", home: "南山图书馆" });
  single = await issue(nanshan);
  assert.equal((await verdictOf(nanshan)).outcome, "valid");
});

test("three wrong cells of a spreadsheet are mended in place, and all of it is issued", async () => {
  const page = nanshan;
  await page.getByRole("link", { name: "Issue many", exact: true }).click();
  await page.getByRole("link", { name: "Issue from a file" }).first().click();
  await page.getByLabel("Type").selectOption("library-card");
  await page.getByLabel("Choose a file").setInputFiles({
    name: "members.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: toWorkbook(),
  });
  await page.getByRole("button", { name: "Send and check" }).click();
  await page.getByText("Right: 7 · wrong: 3").waitFor();
  await page.getByRole("button", { name: "Open and correct them" }).click();
  await page.getByLabel("loans_max (E3)").fill("5");
  await page.getByLabel("birth_date (D6)").fill("1990-12-01");
  await page.getByLabel("card_number (B9)").fill("0440000060007");
  await page.getByRole("button", { name: "Save corrected rows (3)" }).click();
  await page.getByRole("button", { name: "Issue documents (10)" }).click();
  await page.getByText("Every row is done. Issued: 10").waitFor();
  imported = page.url().split("/").at(-1) ?? "";
  await page.getByRole("link", { name: "See the documents" }).click();
  await page.locator(".documents tbody a").nth(9).waitFor();
  assert.equal(await page.locator(".documents tbody a").count(), 10);
});

test("one is revoked; the audit tells of all three, and the chain has them", async () => {
  const page = nanshan;
  await page.locator(".documents tbody a").first().click();
  await page.locator(".story", { hasText: /Entry \d/ }).waitFor();
  const revoked = shownId(page);
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").selectOption("lost");
  await dialog.getByLabel(/Type .* to confirm/).fill(revoked.slice(-8));
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await page.locator('.story [data-state="done"]', { hasText: "Revoked: Lost" }).waitFor();
  const { outcome, cause } = await verdictOf(page);
  assert.deepEqual([outcome, cause?.code], ["invalid", "status.revoked"]);
  await look(page, "day-revoked");
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await page.locator(".audit > li").first().waitFor();
  await look(page, "day-audit");
  const lines = page.locator(".audit > li");
  for (const [text, subject] of [
    [/You issued/, single],
    [/You had the checked rows of .* issued/, imported],
    [/You revoked/, revoked],
  ] as const)
    assert.equal(
      await lines.filter({ hasText: text }).locator(`a[href*="${subject}"]`).count(),
      1,
      String(text),
    );
});

/** Two of the three who sign for the city, and who administers Nanshan. */
let signers: readonly [Page, Page];
let designer: Page;

test("Nanshan designs a type, which two authorities approve with their wallets", async () => {
  signers = [await openAs(city, 1), await openAs(city, 2)];
  designer = await openAs("nanshan");
  const page = designer;
  await page.getByRole("link", { name: "Document types", exact: true }).click();
  await page.getByRole("link", { name: "Design a type" }).click();
  await fillTexts(page, "Title", { zh: "犬证", es: "Licencia de perro", en: "Dog licence" });
  await fillTexts(page, "What it is for, in a sentence", {
    ...{ zh: "证明犬只已在本市登记。", es: "Acredita que un perro está registrado." },
    en: "Shows that a dog is registered.",
  });
  assert.equal(await page.getByLabel("Name in addresses").inputValue(), licence);
  await addClaim(page, "Text", { zh: "饲养人", es: "Titular", en: "Keeper" });
  await addClaim(page, "Number or code", { zh: "犬证号", es: "Número", en: "Licence number" });
  await page.getByLabel("Licence number", { exact: true }).first().check();
  await page.getByText("Nothing is missing.").waitFor();
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await page.getByText("Nobody has approved it yet.").waitFor();
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await sign(page);
  await page.getByText("The other approval is another officer's.").waitFor();

  const [first, second] = signers;
  await go(first, "/types");
  await first.getByRole("link", { name: /Dog licence/ }).click();
  await first.getByRole("button", { name: "Put it before the signers" }).click();
  await first.waitForURL(/\/office\/acts\/[0-9a-f-]{36}$/);
  await sign(first);
  await first.getByText("1 of 2 signed").first().waitFor();
  await second.goto(first.url());
  await sign(second);
  await second.getByText("In effect").first().waitFor();
  await until(async () => (await fetch(`${office.url}/v1/document-types/${licence}`)).ok, 100);
});

test("it is accredited from the city down, and a department of Nanshan issues one", async () => {
  const [first] = signers;
  await designer.reload();
  for (const name of ["Shenzhen City Service Centre", "Nanshan District Service Centre"]) {
    await first.goto(designer.url());
    await first.getByRole("link", { name: `Accredit ${name}` }).click();
    await signTogether(await propose(first), signers);
  }
  await designer.reload();
  await designer.getByText("Now it can pass it on").waitFor();
  await look(designer, "day-accredited");
  const { id } = await get(`/v1/document-types/${licence}`);
  await go(designer, `/authorities/nanshan-housing/acts/grant-accreditation?documentType=${id}`);
  await designer.getByRole("button", { name: "Check it" }).click();
  await sign(designer);
  await designer.getByText("In effect, and shown everywhere").waitFor();
  await issueLicence(await openAs("nanshan-housing"), "10010001");
});

/** From the form to the chain. */
async function issueLicence(page: Page, number: string): Promise<void> {
  await page.getByRole("link", { name: "Issue", exact: true }).click();
  await page.getByRole("link", { name: "Dog licence" }).click();
  await page.getByLabel("Keeper").fill("王芳");
  await page.getByLabel("Licence number").fill(number);
  await issue(page);
}

/** The department's page says that it lacks these to issue, by links to the acts. */
async function lacks(page: Page, steps: readonly string[]): Promise<void> {
  await go(page, `/authorities/${department}`);
  await page.getByRole("heading", { level: 1, name: "Dog Register" }).waitFor();
  const panel = page.getByRole("region", { name: "What it lacks to issue" });
  const last = panel.locator('[data-state="waiting"] a').nth(Math.max(0, steps.length - 1));
  await last.waitFor({ state: steps.length > 0 ? "visible" : "detached" });
  await settled(page);
  assert.deepEqual(await panel.locator('[data-state="waiting"] a').allInnerTexts(), steps);
}

test("two of three add a department, and its page leads through what it lacks to issue", async () => {
  const [page] = signers;
  await page.getByRole("link", { name: "Authorities", exact: true }).click();
  await page.getByRole("link", { name: "Shenzhen City Service Centre" }).first().click();
  await page.getByRole("link", { name: "Add an authority below" }).click();
  await page.getByLabel("Short name").fill(department);
  await page.getByLabel("Name in Chinese").fill("犬只登记处");
  await page.getByLabel("Name in Spanish").fill("Registro de perros");
  await page.getByLabel("Name in English").fill("Dog Register");
  await signTogether(await propose(page), signers);
  const steps = ["A signing key", "An accreditation for a document type", "An officer who issues"];
  // The service's accounts are appointed at the city.
  await lacks(page, steps);
  await look(page, "day-lacking");
  await page.getByRole("link", { name: "A signing key" }).click();
  await signTogether(await propose(page), signers);
  await lacks(page, steps.slice(1));
  await page.getByRole("link", { name: "An accreditation for a document type" }).click();
  await page.getByLabel("Document type").selectOption({ label: "Dog licence (version 1)" });
  await signTogether(await propose(page), signers);
  await lacks(page, steps.slice(2));
});

test("its officer makes a passkey, is appointed by two of three, and issues one", async () => {
  const [page] = signers;
  await page.getByRole("link", { name: "Invitations", exact: true }).click();
  await page.getByRole("button", { name: "Invite a person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Ana López");
  await dialog.getByLabel("For which authority").selectOption(department);
  await dialog.getByLabel("Issue", { exact: true }).check();
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.locator(".secret").innerText();
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  const { page: invited, faults: own } = await office.open("/sign-in");
  faults = [...faults, own];
  await addDevice(invited);
  await invited.goto("about:blank");
  await invited.goto(link);
  await invited.getByRole("button", { name: "Make my passkey" }).click();
  await invited.getByRole("heading", { name: "Your account is made" }).waitFor();
  await page.reload();
  await page.getByRole("link", { name: "Appoint the account of Ana López" }).click();
  await signTogether(await propose(page), signers);
  await lacks(page, []);
  await invited.getByRole("link", { name: "Go to the sign-in" }).click();
  await invited.getByRole("button", { name: /Sign in with a passkey/ }).click();
  await invited.getByRole("heading", { level: 1, name: "Dog Register" }).waitFor();
  await issueLicence(invited, "10010002");
  await look(invited, "day-issued");
  // The browser reports what is refused: an authority that nobody knows yet, and a wait for a block.
  assert.deepEqual(
    faults.flat().filter((fault) => !/status of (404|503)|pubKeyCredParams is missing/.test(fault)),
    [],
  );
});
