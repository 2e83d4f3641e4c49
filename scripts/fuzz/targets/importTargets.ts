import type { ImportFormat } from "@sello/api";
import { sampleCsv } from "../../../dev/demo-city/samples/sampleCsv.ts";
import {
  type SampleType,
  sampleRecord,
  sampleTypes,
} from "../../../dev/demo-city/samples/sampleRecords.ts";
import { ImportRefused } from "../../../services/issuing/imports/errors.ts";
import { parseRows } from "../../../services/issuing/imports/parseRows.ts";
import { CsvFile } from "../../../services/issuing/imports/reading/CsvFile.ts";
import type { FileHeader } from "../../../services/issuing/imports/reading/FileRow.ts";
import { FileText } from "../../../services/issuing/imports/reading/FileText.ts";
import { JsonFile } from "../../../services/issuing/imports/reading/JsonFile.ts";
import type { Segment } from "../../../services/issuing/imports/Segment.ts";
import { SegmentCutter } from "../../../services/issuing/imports/SegmentCutter.ts";
import { unpackRows } from "../../../services/issuing/imports/segmentRows.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import { type FuzzTarget, requireSame, Unsound } from "../FuzzTarget.ts";

const publicUrl = "https://sello.example";
const types = new FileDocumentTypes({ publicUrl, directories: [] });
const typeName = "resident-id";
const issuedAt = 1_800_000_000;
const rows = 6;
const words = [
  '"',
  '""',
  '","',
  "\r\n",
  "\r",
  "\n\n",
  ";",
  "\ufeff",
  "2024-02-30",
  "name",
  "id_number",
  "sep=;",
  '="1"',
  "[",
  "{",
  "1E+5",
];

const ndjsonOf = (type: SampleType) =>
  Array.from({ length: rows }, (_, index) => JSON.stringify(sampleRecord[type](index)))
    .filter((line) => line !== "null")
    .join("\n");

type Cut = { header: FileHeader | null; segments: Segment[]; rejected: number };

/** The file as the service cuts it, coming in pieces of `pieceBytes`. */
function cut(format: ImportFormat, input: Buffer, pieceBytes: number): Cut {
  const reader = format === "csv" ? new CsvFile() : new JsonFile();
  const text = new FileText("utf-8", () => reader.line);
  const cutter = new SegmentCutter(4);
  const all: Cut = { header: null, segments: [], rejected: 0 };
  const take = () => {
    const part = reader.takeReady();
    all.header ??= part.header;
    cutter.add(part);
    const ready = cutter.takeReady();
    all.segments.push(...ready.segments);
    all.rejected += ready.rejections.length;
  };
  const decoded = text.push(input) + text.end();
  for (let at = 0; at < decoded.length; at += pieceBytes) {
    reader.push(decoded.slice(at, at + pieceBytes));
    take();
  }
  reader.end();
  take();
  cutter.end();
  take();
  return all;
}

const outcomeOf = (work: () => Cut): string => {
  try {
    return JSON.stringify(work());
  } catch (error) {
    if (error instanceof ImportRefused) return error.code;
    throw error;
  }
};

/** Reads every row as a worker does; rows that hold a document's claims are completed. */
function readRows(format: ImportFormat, { header, segments }: Cut): void {
  const type = types.byName(typeName);
  for (const segment of segments) {
    const rows = parseRows(
      { format, header, mapping: {} },
      type,
      unpackRows({ format, header, segment }),
    );
    if (rows.length !== segment.rows) throw new Unsound("rows out of nothing, or lost");
    for (const row of rows) {
      if (row.violations.length > 0) continue;
      const { claims, violations } = types.read(type, row.claims, issuedAt);
      violations.forEach(row.explain);
      if (violations.length === 0) types.complete(type, claims, issuedAt);
    }
  }
}

const importTarget = (format: ImportFormat, samples: FuzzTarget["samples"]): FuzzTarget => ({
  name: format,
  dictionary: words,
  samples,
  read(input) {
    const pieceBytes = 1 + (input.length % 97);
    // Where the network cuts a file must not matter; long ones are not cut so small, for time.
    if (input.length < 4_000) {
      const pieces = outcomeOf(() => cut(format, input, pieceBytes));
      requireSame(
        pieces,
        outcomeOf(() => cut(format, input, input.length + 1)),
        "cut by pieces",
      );
    }
    readRows(format, cut(format, input, 65_536));
  },
  mayThrow: (error) => error instanceof ImportRefused,
});

/** Readers of files of records, from bytes to claims. */
export const importTargets: readonly FuzzTarget[] = [
  importTarget("csv", async () => [
    ...sampleTypes.map((type) => [...sampleCsv(type, rows)].join("")),
    [...sampleCsv(typeName, rows)].join("").replaceAll(",", ";").replaceAll("\r\n", "\n"),
    `\ufeff${[...sampleCsv(typeName, rows)].join("").replace(/^王伟/m, '"王\r\n""伟"""')}`,
  ]),
  importTarget("ndjson", async () => [ndjsonOf(typeName), ndjsonOf("library-card")]),
];
