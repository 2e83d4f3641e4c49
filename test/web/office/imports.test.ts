import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { sampleCsv } from "../../../dev/demo-city/samples/sampleCsv.ts";
import { sampleRecord } from "../../../dev/demo-city/samples/sampleRecords.ts";
import { toSerial, writeWorkbook } from "../../../scripts/samples/writeWorkbook.ts";
import { assertFits, audit, desk, languages, phone, picture, settled, speak } from "./look.ts";
import { signIn, startOffice } from "./startOffice.ts";

// A clerk's task: a spreadsheet with three wrong cells, from the file to the last document.

let office: Awaited<ReturnType<typeof startOffice>>;
let opened: Awaited<ReturnType<typeof office.open>>;
let page: Page;
before(async () => {
  office = await startOffice();
  opened = await office.open("/imports");
  page = opened.page;
  await signIn(page, "population-administration");
});
after(() => office.stop());

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const script = '<img src=x onerror="document.title=1">';
const firstPerson = 40_000;
const columns = [
  ...["Full legal name", "name_latin", "sex", "ethnicity", "Date of birth", "district"],
  ...["address", "id_number", "Remarks"],
];

const person = (index: number) => sampleRecord["resident-id"](firstPerson + index) ?? {};

/** Ten people as a spreadsheet has them, with days as days; three cells are wrong, and names that are scripts. */
function toWorkbook(): Buffer {
  const rows = Array.from({ length: 10 }, (_, index) => {
    const { name, name_latin, sex, ethnicity, birth_date, district, address, id_number } = person(
      index,
    ) as Record<string, string>;
    return [
      index === 1 ? script : (name ?? ""),
      name_latin ?? "",
      index === 1 ? "?" : (sex ?? ""),
      ethnicity ?? "",
      index === 4 ? "1990-13-01" : { date: toSerial(birth_date ?? "") },
      district ?? "",
      address ?? "",
      index === 7 ? `${id_number?.slice(0, 17)}?` : (id_number ?? ""),
      script,
    ];
  });
  return writeWorkbook([
    { name: "Notes", rows: [["About this file"], ["Made for the spring campaign"]] },
    { name: "People", rows: [columns, ...rows] },
  ]);
}

const main = () => page.locator("main");
const button = (name: string | RegExp) => page.getByRole("button", { name });

/** Accessible in light and dark, and as wide as a phone in each language. */
async function look(name: string): Promise<void> {
  await settled(page);
  assert.deepEqual(await audit(page), [], name);
  await picture(page, `${name}-light`);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await audit(page, ["color-contrast"]), [], `${name} in the dark`);
  await picture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(phone);
  for (const language of languages) {
    await speak(page, language);
    await assertFits(page, `${name} in ${language}`);
    await picture(page, `${name}-phone-${language}`);
  }
  await page.setViewportSize(desk);
  for (const language of languages) {
    await speak(page, language);
    if (language !== "en") await picture(page, `${name}-${language}`);
  }
}

const drop = (name: string, mimeType: string, buffer: Buffer) =>
  page.getByLabel("Choose a file").setInputFiles({ name, mimeType, buffer });

/** What is counted under a title. */
const figure = async (title: string): Promise<string> =>
  page.locator(".figures div", { hasText: title }).locator("dd").innerText();

/** As the API has it for the officer who is signed in. */
async function importNow() {
  const id = page.url().split("/").at(-1);
  const response = await page.request.get(`${office.url}/v1/imports/${id}`, {
    headers: { "sello-authority": "population-administration" },
  });
  return response.json();
}

test("where nothing was sent yet, the page says what to do", async () => {
  await page.getByText("No file has been sent yet").waitFor();
  await look("imports-empty");
  await page.getByRole("link", { name: "Issue from a file" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Issue from a file" }).waitFor();
});

test("another sheet is chosen, columns are mapped, and rows are shown as they are read", async () => {
  await page.getByLabel("Type").selectOption("resident-id");
  await look("imports-new");
  await drop("<b>people</b>.xlsx", workbookType, toWorkbook());
  const sheet = page.getByLabel("Sheet");
  await sheet.waitFor();
  assert.equal(await sheet.inputValue(), "Notes");
  assert.ok(await button("Send and check").isDisabled());
  await sheet.selectOption("People");
  const ofColumn = (name: string) => page.getByLabel(`What the column ${name} becomes`);
  await ofColumn("Full legal name").waitFor();
  assert.equal(await ofColumn("Date of birth").inputValue(), "birth_date");
  await look("imports-columns");
  await ofColumn("Full legal name").selectOption("name");
  await ofColumn("Remarks").selectOption({ label: "Leave it out" });
  await page.getByText("Every row is checked. Nothing is issued yet.").waitFor();
  const rows = page.getByRole("table", { name: "The first rows, as they are read" });
  assert.match(await rows.innerText(), new RegExp(String(person(0).birth_date)));
  assert.ok((await rows.innerText()).includes(script));
  await look("imports-fits");
});

test("each wrong cell is shown at its place, mended there, and all rows are issued exactly once", async () => {
  await button("Send and check").dblclick();
  await page.getByText("Right: 7 · wrong: 3").waitFor();
  await look("imports-checked");
  assert.equal((await importNow()).rows.issued, 0);
  await button("Open and correct them").click();
  const sex = page.getByLabel("sex (C3)");
  await sex.waitFor();
  assert.equal(await page.locator(".wrong-row").count(), 3);
  assert.equal(await page.locator(".wrong-row [aria-invalid=true]").count(), 3);
  assert.ok((await page.locator(".wrong-row").first().innerText()).includes(script));
  await look("imports-mending");
  await sex.selectOption(String(person(1).sex));
  await page.getByLabel("Date of birth (E6)").fill(String(person(4).birth_date));
  await page.getByLabel("id_number (H9)").fill(String(person(7).id_number));
  await page.getByText("Corrected, not saved").nth(2).waitFor();
  await picture(page, "imports-mended");
  await button("Save corrected rows (3)").dblclick();
  await page.getByText("Every row is right (10)").waitFor();
  await button("Issue documents (10)").dblclick();
  await page.getByText("Every row is done. Issued: 10").waitFor();
  await look("imports-whole");
  const { rows, dryRun, state } = await importNow();
  assert.deepEqual(
    [state, dryRun, rows.total, rows.issued, rows.rejected],
    ["done", false, 10, 10, 0],
  );
  await page.getByRole("link", { name: "See the documents" }).click();
  await page.getByRole("heading", { level: 1, name: "Documents" }).waitFor();
  await page.locator("main table tbody tr").nth(9).waitFor();
  assert.equal(await page.locator("main table tbody tr").count(), 10);
  assert.doesNotMatch(await page.title(), /1/);
});

test("the mapping is remembered, and the same file issues nothing twice", async () => {
  await page.goto(`${office.url}/office/imports/new?type=resident-id`);
  await drop("people again.xlsx", workbookType, toWorkbook());
  await page.getByLabel("Sheet").selectOption("People");
  await page.getByText("As in the last file with these columns.").waitFor();
  await button("Send and check").click();
  await page.getByText("Right: 7 · wrong: 3").waitFor();
  await button("Issue documents (7)").click();
  await page.getByText("Issued: 0 · wrong: 3").waitFor();
  assert.equal(await figure("Issued before"), "7");
  const download = page.waitForEvent("download");
  await button("Save the wrong rows as a file").click();
  const path = await (await download).path();
  const file = readFileSync(path, "utf8");
  assert.ok(file.startsWith("\ufeffFull legal name,"));
  assert.equal(file.trim().split("\r\n").length, 4);
  await button("Give up the kept rows").click();
  await page.getByRole("dialog").getByRole("button", { name: "Give up the kept rows" }).click();
  await page.getByText("The rows are not kept here any more").first().waitFor();
});

test("two officers correct one row: one wins, and the other is told", async () => {
  await page.goto(`${office.url}/office/imports/new?type=resident-id`);
  const header = Object.keys(person(20)).join(",");
  const bad = Object.values({ ...person(20), sex: "x" }).join(",");
  await drop("one.csv", "text/csv", Buffer.from(`${header}\n${bad}\n`));
  await button("Send and check").click();
  await button("Open and correct them").click();
  await page.getByLabel("sex (C2)").waitFor();
  const other = await opened.context.newPage();
  await other.goto(page.url());
  await other.getByRole("button", { name: "Open and correct them" }).click();
  await other.getByLabel("sex (C2)").selectOption(String(person(20).sex));
  await page.getByLabel("sex (C2)").selectOption("male");
  await other.getByRole("button", { name: "Save corrected rows (1)" }).click();
  await other.getByText("Every row is right (1)").waitFor();
  await other.close();
  await button("Save corrected rows (1)").click();
  await page.getByText("Somebody else was faster").waitFor();
  opened.faults.length = 0;
});

test("a large file goes on through a reload, is paused, goes on and is done", async () => {
  await page.goto(`${office.url}/office/imports/new?type=resident-id`);
  // So many that a fast machine is not done before the button is clicked.
  const rows = 40_000;
  const csv = Buffer.from([...sampleCsv("resident-id", rows, 100_000)].join(""));
  await drop("many.csv", "text/csv", csv);
  await button("Send and check").click();
  await page
    .getByText(`Every row is right (${rows.toLocaleString("en")})`)
    .waitFor({ timeout: 90_000 });
  await button(`Issue documents (${rows.toLocaleString("en")})`).dblclick();
  await page.getByText(/rows a second/).waitFor();
  await picture(page, "imports-running");
  await page.reload();
  await button("Pause").click();
  await page.getByText("Nothing more is done until somebody lets it go on.").waitFor();
  const paused = await importNow();
  assert.ok(paused.rows.done < rows, `${paused.rows.done} rows were done before it was paused`);
  await picture(page, "imports-paused");
  await page.reload();
  await button("Go on").click();
  await page
    .getByText(`Every row is done. Issued: ${rows.toLocaleString("en")}`)
    .waitFor({ timeout: 120_000 });
  assert.equal((await importNow()).rows.issued, rows);
});

test("another encoding is a choice, not an end; a file of nothing is said to be that", async () => {
  await page.goto(`${office.url}/office/imports/new?type=resident-id`);
  await drop("empty.csv", "text/csv", Buffer.from("name,sex\n"));
  await page.getByText("The file has no rows of data.").waitFor();
  const gbk = readFileSync("examples/library-card-gb18030.csv");
  await drop("old.csv", "text/csv", gbk);
  await button(/Read it as GBK/).waitFor();
  await look("imports-encoding");
  await button(/Read it as GBK/).click();
  await page.getByText("These must be given, and no column has them").waitFor();
  await look("imports-wrong-columns");
});

test("the list has all of them with their states", async () => {
  await page.goto(`${office.url}/office/imports`);
  await page.getByRole("link", { name: "many.csv" }).waitFor();
  assert.equal(await main().locator("table tbody tr").count(), 4);
  await look("imports-list");
  const refused = /status of 4(09|22)/;
  assert.deepEqual(
    opened.faults.filter((fault) => !refused.test(fault)),
    [],
  );
});
