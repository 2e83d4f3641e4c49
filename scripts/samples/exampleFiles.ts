import { sampleCsv } from "../../dev/demo-city/samples/sampleCsv.ts";
import { sampleRecord, sampleTypes } from "../../dev/demo-city/samples/sampleRecords.ts";
import { FileDocumentTypes } from "../../services/registry/types/FileDocumentTypes.ts";
import { encodeGb18030 } from "./encodeGb18030.ts";
import { toSerial, writeWorkbook } from "./writeWorkbook.ts";

const exampleRows = 1_000;
const exportRows = 100;
/** People that the other examples have not. */
const firstOfCsv = 2_000;
const firstOfWorkbook = 3_000;

const types = new FileDocumentTypes({ publicUrl: "https://sello.example" });

/** The files of `examples/` that are made, by name. The same at every call. */
export function exampleFiles(): Readonly<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {
    "library-card-gb18030.csv": encodeGb18030(exportedCsv()),
    "resident-id.xlsx": exportedWorkbook(),
  };
  for (const type of sampleTypes)
    files[`${type}.csv`] = Buffer.from([...sampleCsv(type, exampleRows)].join(""));
  return files;
}

const titlesOf = (type: string, claims: readonly string[]): string[] =>
  claims.map((claim) => types.byName(type).claims[claim]?.title.zh ?? claim);

/** As a library's system exports it: Chinese titles, and a tab behind each number so that Excel keeps its zeros. */
function exportedCsv(): string {
  const rows = Array.from(
    { length: exportRows },
    (_, index) => sampleRecord["library-card"](firstOfCsv + index) ?? {},
  );
  const titles = titlesOf("library-card", Object.keys(rows[0] ?? {}));
  const lines = rows.map((row) =>
    Object.entries(row).map(([claim, value]) =>
      claim === "card_number" ? `${value}\t` : String(value),
    ),
  );
  return [titles, ...lines].map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** As Excel saves it: Chinese titles, dates as dates, numbers of people as text, and a second sheet. */
function exportedWorkbook(): Buffer {
  const rows = Array.from(
    { length: exportRows },
    (_, index) => sampleRecord["resident-id"](firstOfWorkbook + index) ?? {},
  );
  const titles = titlesOf("resident-id", Object.keys(rows[0] ?? {}));
  const cells = rows.map((row) =>
    Object.entries(row).map(([claim, value]) =>
      claim === "birth_date" ? { date: toSerial(String(value)) } : String(value),
    ),
  );
  return writeWorkbook([
    { name: "居民", rows: [titles, ...cells] },
    { name: "说明", rows: [["虚构人员，仅供演示"]] },
  ]);
}
