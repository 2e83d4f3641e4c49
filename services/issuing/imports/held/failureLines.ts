import type { Language } from "@sello/sdk";
import { notePrefix } from "../columnTargets.ts";
import { toCsvField, toReason } from "../resultLines.ts";
import type { FileForm, HeldRow } from "./HeldRow.ts";

/**
 * Rejected rows as a file that can be corrected and sent again: of a file with columns a CSV with the same ones, and ours
 * behind them, which are passed over when it comes back; of JSON the lines as they were.
 */
export async function* failureLines(
  { format, header }: Pick<FileForm, "format" | "header">,
  pages: AsyncIterable<readonly HeldRow[]>,
  language: Language,
): AsyncGenerator<string> {
  const columns = header?.columns ?? [];
  const notes = ["line", "reason", "more"].map((name) => notePrefix + name);
  // A byte order mark, by which spreadsheets know UTF-8.
  if (format !== "ndjson") yield `\ufeff${toLine([...columns, ...notes])}`;
  for await (const rows of pages)
    for (const row of rows) {
      if (format === "ndjson") yield row.json === null ? "" : `${row.json}\n`;
      else yield toLine(toCells(columns.length, row, language));
    }
}

function toCells(
  width: number,
  { line, cells, violations }: HeldRow,
  language: Language,
): readonly string[] {
  const own = Array.from({ length: width }, (_, column) => guarded(cells?.[column] ?? ""));
  const reason = violations.map((violation) => toReason(violation, language)).join("; ");
  const more = (cells ?? []).slice(width).filter((cell) => cell !== "");
  return [...own, String(line), reason, more.join(" | ")];
}

const toLine = (cells: readonly string[]): string => `${cells.map(toField).join(",")}\r\n`;

/** A guard is a formula on purpose: it may not be taken for one that the sender wrote. */
const toField = (cell: string): string =>
  guardedText.test(cell) ? `"${cell.replaceAll('"', '""')}"` : toCsvField(cell);

const guardedText = /^="[0-9-]+"$/;
/** What a spreadsheet would change: zeros in front, more digits than it keeps or shows, days. */
const changeable = /^(?:0\d+|\d{12,}|\d{4}-\d{2}-\d{2})$/;

/** So that the cell survives a spreadsheet; `cleanCell` takes it off again. */
const guarded = (cell: string): string => (changeable.test(cell) ? `="${cell}"` : cell);
