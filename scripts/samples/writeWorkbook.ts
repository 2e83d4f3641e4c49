import { writeZip } from "./writeZip.ts";

/** A cell: a text, a number as it is stored, a date as its serial number, or the XML of the cell's inside. */
export type SheetCell =
  | string
  | number
  | { readonly date: number }
  | { readonly type: string; readonly xml: string }
  | null;

export type Sheet = { readonly name: string; readonly rows: readonly (readonly SheetCell[])[] };

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The parts of a workbook (.xlsx) with these sheets, texts shared as Excel does. */
export function workbookParts(
  sheets: readonly Sheet[],
  { is1904 = false } = {},
): Record<string, string> {
  const texts = new Map<string, number>();
  const parts: Record<string, string> = {};
  sheets.forEach(({ rows }, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = toSheet(rows, texts);
  });
  const list = sheets.map(
    ({ name }, index) =>
      `<sheet name="${toXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const links = [
    ...sheets.map((_, index) => link(index + 1, "worksheet", `worksheets/sheet${index + 1}.xml`)),
    link(sheets.length + 1, "sharedStrings", "sharedStrings.xml"),
    link(sheets.length + 2, "styles", "styles.xml"),
  ];
  const strings = [...texts.keys()].map(
    (text) => `<si><t xml:space="preserve">${toXml(text)}</t></si>`,
  );
  return {
    "[Content_Types].xml": contentTypes(sheets.length),
    "_rels/.rels": linksOf([link(1, "officeDocument", "xl/workbook.xml")]),
    "xl/workbook.xml": `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}"><workbookPr${
      is1904 ? ' date1904="1"' : ""
    }/><sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": linksOf(links),
    "xl/styles.xml": `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `${declaration}<sst xmlns="${main}">${strings.join("")}</sst>`,
    ...parts,
  };
}

export const writeWorkbook = (
  sheets: readonly Sheet[],
  options?: { readonly is1904?: boolean },
): Buffer => writeZip(workbookParts(sheets, options));

/** Days since the end of 1899, as a spreadsheet counts them from March 1900 on. */
export const toSerial = (date: string): number => Date.parse(date) / 86_400_000 + 25_569;

function toSheet(rows: Sheet["rows"], texts: Map<string, number>): string {
  const written = rows.map((cells, row) => {
    const inside = cells.map((cell, column) => toCell(cell, `${letters(column)}${row + 1}`, texts));
    return `<row r="${row + 1}">${inside.join("")}</row>`;
  });
  return `${declaration}<worksheet xmlns="${main}"><sheetData>${written.join("")}</sheetData></worksheet>`;
}

function toCell(cell: SheetCell, place: string, texts: Map<string, number>): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number") return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === "string") {
    if (!texts.has(cell)) texts.set(cell, texts.size);
    return `<c r="${place}" t="s"><v>${texts.get(cell)}</v></c>`;
  }
  if ("date" in cell) return `<c r="${place}" s="1"><v>${cell.date}</v></c>`;
  return `<c r="${place}" t="${cell.type}">${cell.xml}</c>`;
}

const letters = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + letters(column % 26);

const link = (id: number, kind: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${relationships}/${kind}" Target="${target}"/>`;

const linksOf = (links: readonly string[]): string =>
  `${declaration}<Relationships xmlns="${packages}/relationships">${links.join("")}</Relationships>`;

function contentTypes(sheets: number): string {
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${kind}.${type}+xml"/>`;
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  return `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("workbook", "sheet.main")}${part("styles", "styles")}${part("sharedStrings", "sharedStrings")}${numbers.map((number) => part(`worksheets/sheet${number}`, "worksheet")).join("")}</Types>`;
}

const toXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
