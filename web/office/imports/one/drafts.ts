import type { Input } from "@sello/api/client";
import type { WrongColumn, WrongRow } from "../../api/requests/useWrongRows.ts";

/** What an officer has changed in a row: cells by their place, or the text of a line of JSON. */
export type Draft = {
  readonly cells?: Readonly<Record<number, string>>;
  readonly json?: string;
};

type Correction = Input<"correctImport">["body"]["rows"][number];

/** The row as it is to be: as many cells as the file has columns, those that were changed in their places. */
export function toCorrection(
  { line, revision, cells, json }: WrongRow,
  draft: Draft,
  columns: readonly WrongColumn[],
): Correction {
  if (columns.length === 0) return { line, revision, json: draft.json ?? json ?? "" };
  const whole = columns.map((_, index) => draft.cells?.[index] ?? cells?.[index] ?? "");
  return { line, revision, cells: whole };
}
