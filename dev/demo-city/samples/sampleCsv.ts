import { type SampleType, sampleRecords } from "./sampleRecords.ts";

const chunkRows = 2_000;

/**
 * A CSV file (RFC 4180, UTF-8) of synthetic records, in chunks of text. The values hold no commas, quotes
 * or line ends, so none is quoted. The same arguments give the same bytes.
 * @param first index of the first person, so that several files can be of different people
 */
export function* sampleCsv(type: SampleType, rows: number, first = 0): Generator<string, void> {
  let lines: string[] = [];
  let written = 0;
  for (const record of sampleRecords(type, first)) {
    if (written === 0) lines.push(Object.keys(record).join(","));
    if (written === rows) break;
    lines.push(Object.values(record).join(","));
    written += 1;
    if (lines.length >= chunkRows) {
      yield `${lines.join("\r\n")}\r\n`;
      lines = [];
    }
  }
  if (lines.length > 0) yield `${lines.join("\r\n")}\r\n`;
}
