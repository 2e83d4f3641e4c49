import type { DocumentState } from "@sello/api";
import type { DocumentId, Language } from "@sello/sdk";
import type { RowOutcome, RowViolation } from "./Import.ts";

/** How a result is written, and in which language it says why a row was rejected. */
export type ResultForm = { readonly format: "csv" | "ndjson"; readonly language: Language };

/** Asks for the states of documents; those unknown are missing. */
export type ReadStates = (
  ids: readonly DocumentId[],
) => Promise<ReadonlyMap<string, DocumentState>>;

/** One row of the result: `state` of the document, or why there is no document. */
type ResultRow = {
  readonly line: number;
  readonly outcome: RowOutcome["outcome"];
  readonly document: string;
  readonly state: string;
  readonly column: string;
  readonly field: string;
  readonly code: string;
  readonly reason: string;
};

const columns = [
  "line",
  "outcome",
  "document",
  "state",
  "column",
  "field",
  "code",
  "reason",
] as const;

/** Lines of a result file, each with its line end. A CSV begins with its header. */
export async function* resultLines(
  { format, language }: ResultForm,
  pages: AsyncIterable<readonly RowOutcome[]>,
  readStates: ReadStates,
): AsyncGenerator<string> {
  if (format === "csv") yield `${columns.join(",")}\r\n`;
  for await (const outcomes of pages) {
    const ids = outcomes.flatMap((row) => ("document" in row && row.document) || []);
    const states = await readStates(ids as DocumentId[]);
    for (const outcome of outcomes) yield toLine(format, toRow(outcome, states, language));
  }
}

function toRow(
  outcome: RowOutcome,
  states: ReadonlyMap<string, DocumentState>,
  language: Language,
): ResultRow {
  const document = "document" in outcome ? (outcome.document ?? "") : "";
  const violations = outcome.outcome === "rejected" ? outcome.violations : [];
  return {
    line: outcome.line,
    outcome: outcome.outcome,
    document,
    state: states.get(document) ?? "",
    column: violations[0]?.column ?? "",
    field: violations[0]?.field ?? "",
    code: violations[0]?.code ?? "",
    reason: violations.map((violation) => toReason(violation, language)).join("; "),
  };
}

/** The place, what is wrong there and what would be right. */
export function toReason(
  { field, message, words, rule }: RowViolation,
  language: Language,
): string {
  const said = words?.[language] ?? message;
  const reason = rule === undefined ? said : `${said} (${rule[language]})`;
  return field ? `${field}: ${reason}` : reason;
}

const toLine = (format: ResultForm["format"], row: ResultRow): string =>
  format === "csv"
    ? `${columns.map((column) => toCsvField(String(row[column]))).join(",")}\r\n`
    : `${JSON.stringify(row)}\n`;

/**
 * A CSV field that no spreadsheet takes for a formula: column names are the uploader's, and a text that
 * begins like a formula would be run by the program that opens the result.
 */
export function toCsvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
