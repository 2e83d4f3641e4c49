import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import {
  type Sheet,
  workbookParts,
  writeWorkbook,
} from "../../../../../scripts/samples/writeWorkbook.ts";
import { writeZip } from "../../../../../scripts/samples/writeZip.ts";
import type { FileRow } from "../../../../../services/issuing/imports/reading/FileRow.ts";
import {
  Archive,
  type WorkbookLimits,
} from "../../../../../services/issuing/imports/reading/workbook/Archive.ts";
import {
  toDateValue,
  toNumberValue,
} from "../../../../../services/issuing/imports/reading/workbook/cellValue.ts";
import { isDateFormat } from "../../../../../services/issuing/imports/reading/workbook/dateStyles.ts";
import { readWorkbook } from "../../../../../services/issuing/imports/reading/workbook/readWorkbook.ts";

async function read(file: Buffer, sheet?: string) {
  const rows: FileRow[] = [];
  let columns: readonly string[] = [];
  let sheets: unknown = null;
  const chunks = async function* () {
    yield file;
  };
  for await (const part of readWorkbook(chunks(), sheet)) {
    columns = part.header?.columns ?? columns;
    sheets ??= part.sheets ?? null;
    rows.push(...part.rows);
  }
  return { rows, columns, sheets };
}

const sheetOf = (...rows: Sheet["rows"]): Sheet[] => [{ name: "one", rows: [["a", "b"], ...rows] }];

test("texts, numbers, dates, booleans and formulas become what the sheet shows", async () => {
  const inline = (xml: string) => ({ type: "inlineStr", xml: `<is>${xml}</is>` });
  const { rows, columns } = await read(
    writeWorkbook(
      sheetOf(
        ["text ", 5],
        [null, null],
        [{ date: 31320 }, 0.1],
        [
          { type: "b", xml: "<v>1</v>" },
          { type: "str", xml: "<f>A1</f><v>x</v>" },
        ],
        [
          inline("<r><t>王</t></r><r><t>伟</t></r><rPh><t>wang</t></rPh>"),
          inline("<t>a_x0041_</t>"),
        ],
        [
          { type: "d", xml: "<v>2026-02-01T00:00:00</v>" },
          { type: "n", xml: "<f>1+1</f><v>2</v>" },
        ],
      ),
    ),
  );
  assert.deepEqual(columns, ["a", "b"]);
  assert.deepEqual(
    rows.map((row) => ("cells" in row ? [row.line, ...row.cells] : row)),
    [
      [2, "text", "5"],
      [4, "1985-09-30", "0.1"],
      [5, "true", "x"],
      [6, "王伟", "aA"],
      [7, "2026-02-01", "2"],
    ],
  );
});

test("cells that cannot be taken are named", async () => {
  const { rows } = await read(
    writeWorkbook(
      sheetOf(
        ["x", { type: "e", xml: "<v>#N/A</v>" }],
        ["x", { type: "n", xml: "<f>NOW()</f>" }],
        ["x", { type: "n", xml: "<v>9.9030119920707002E+17</v>" }],
        [{ date: 60 }, "x"],
        ["x", "y", "z"],
      ),
    ),
  );
  assert.deepEqual(
    rows.map((row) => ("faults" in row ? row.faults : "refused" in row ? row.refused : null)),
    [
      [[1, "cell.error"]],
      [[1, "cell.formula"]],
      [[1, "number.changed"]],
      [[0, "cell.date"]],
      "row.fields",
    ],
  );
});

test("the first sheet is read, or the one that is named", async () => {
  const file = writeWorkbook([
    { name: "甲 & 乙", rows: [["a"], ["1"]] },
    { name: "two", rows: [["b"], ["2"]] },
  ]);
  assert.deepEqual((await read(file)).sheets, { sheet: "甲 & 乙", others: ["two"] });
  assert.deepEqual((await read(file, "two")).columns, ["b"]);
  await assert.rejects(read(file, "three"), {
    code: "import.sheet_unknown",
    data: { sheets: ["甲 & 乙", "two"] },
  });
});

const parts = () => workbookParts(sheetOf(["x", "y"]));
const sheetPart = "xl/worksheets/sheet1.xml";
const bad: Record<string, [file: Buffer, code: string]> = {
  "not an archive": [Buffer.from("PK\x03\x04 and then nothing"), "import.workbook"],
  nothing: [Buffer.alloc(0), "import.workbook"],
  "half of one": [writeWorkbook(sheetOf(["x", "y"])).subarray(0, 900), "import.workbook"],
  "an archive of something else": [writeZip({ "a.txt": "a" }), "import.workbook"],
  "a document type with entities": [
    writeZip({
      ...parts(),
      "xl/sharedStrings.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>',
    }),
    "import.workbook",
  ],
  "XML that breaks off": [
    writeZip({ ...parts(), [sheetPart]: "<worksheet><sheetData><row><c>" }),
    "import.workbook",
  ],
  "bytes that are no UTF-8": [
    writeZip({ ...parts(), [sheetPart]: Buffer.from([0x3c, 0xff, 0xfe]) }),
    "import.workbook",
  ],
  "a cell far to the right": [
    writeZip({
      ...parts(),
      [sheetPart]:
        '<worksheet><sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>',
    }),
    "import.workbook_large",
  ],
  "a cell without an end": [
    writeZip({
      ...parts(),
      [sheetPart]: `<worksheet><sheetData><row><c t="str"><v>${"x".repeat(2_000_000)}</v></c></row></sheetData></worksheet>`,
    }),
    "import.workbook_large",
  ],
};

for (const [name, [file, code]] of Object.entries(bad)) {
  test(`refused: ${name}`, async () => {
    await assert.rejects(read(file), { name: "ImportRefused", code });
  });
}

test("an archive that unpacks to more than is allowed is not unpacked to its end", async () => {
  const limits: WorkbookLimits = {
    entries: 10,
    inflatedBytes: 1_000_000,
    sharedStrings: 1,
    sharedCharacters: 1,
    rows: 1,
    columns: 1,
    cellCharacters: 1,
  };
  const bomb = packed("bomb", Buffer.alloc(200_000_000, "a"));
  assert.ok(bomb.length < 300_000);
  const archive = await Archive.open(bomb, limits);
  let characters = 0;
  await assert.rejects(
    async () => {
      for await (const text of archive.read("bomb")) characters += text.length;
    },
    { code: "import.workbook_large" },
  );
  assert.ok(characters <= limits.inflatedBytes);
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`p${n}`, "x"]));
  await assert.rejects(Archive.open(writeZip(many), limits), { code: "import.workbook_large" });
});

/** One packed part; `writeZip` packs none. */
function packed(name: string, content: Buffer): Buffer {
  const deflated = deflateRawSync(content);
  const zip = writeZip({ [name]: deflated });
  const central = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  for (const [at, method] of [
    [0, 8],
    [central, 10],
  ] as const)
    zip.writeUInt16LE(8, at + method);
  zip.writeUInt32LE(content.length, 22);
  zip.writeUInt32LE(content.length, central + 24);
  return zip;
}

test("dates by both ways of counting, and numbers with all their digits", () => {
  const dates: [stored: string, is1904: boolean, text: string | null][] = [
    ["1", false, "1900-01-01"],
    ["59", false, "1900-02-28"],
    ["60", false, null],
    ["61", false, "1900-03-01"],
    ["31320", false, "1985-09-30"],
    ["29858", true, "1985-09-30"],
    ["46054.5", false, "2026-02-01T12:00:00"],
    ["46053.999999", false, "2026-02-01"],
    ["2958465", false, "9999-12-31"],
    ["2958466", false, null],
    ["0.5", false, null],
    ["-1", false, null],
    ["x", false, null],
  ];
  for (const [stored, is1904, text] of dates) {
    const found = toDateValue(stored, is1904);
    assert.equal(found.fault === undefined ? found.text : null, text, stored);
  }
  assert.deepEqual(toNumberValue("4.40888800001E+11"), { text: "440888800001" });
  assert.deepEqual(toNumberValue("999999999999999"), { text: "999999999999999" });
  assert.equal(toNumberValue("1000000000000000").fault, "number.changed");
  for (const format of ["yyyy-mm-dd", "d/m/yy;@", '[$-804]yyyy"年"m"月"', "h:mm"])
    assert.ok(isDateFormat(format), format);
  for (const format of ["General", "0", '0"days"', "#,##0.00_);[Red]", "\\d0", "@"])
    assert.ok(!isDateFormat(format), format);
});
