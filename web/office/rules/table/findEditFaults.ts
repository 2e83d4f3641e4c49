import type { FactShapes } from "@sello/api";
import type { LocalizedText } from "@sello/sdk";
import { kindsOf, readCell, readLiteral } from "@sello/sdk/decision";
import type { EditedRow, EditedRules } from "./EditedRules.ts";

/** What keeps rules from being saved: the service would refuse them. */
export type EditFault = {
  /** Key of the row. */
  readonly row: number;
  readonly code: "name" | "name_twice" | "reason" | "law" | "change" | "cell" | "output";
  /** Of `cell` and `output`: which column. */
  readonly field: string | null;
};

const nameForm = /^[A-Za-z0-9_-]{1,64}$/;

const isWritten = (text: LocalizedText): boolean =>
  Object.values(text).every((each) => each.trim() !== "");

/** In the order of the rows; empty: they can be saved. */
export function findEditFaults(
  { inputs, outputs, rows }: EditedRules,
  shapes: FactShapes,
): readonly EditFault[] {
  return rows.flatMap((row) => [
    ...findRowFaults(row, rows),
    ...inputs
      .filter((field) => !isCell(row.cells[field] ?? "", shapes[field]?.kind))
      .map((field) => ({ row: row.key, code: "cell" as const, field })),
    ...outputs
      .filter((field) => !isOutput(row.outputs[field] ?? "", field))
      .map((field) => ({ row: row.key, code: "output" as const, field })),
  ]);
}

function findRowFaults(row: EditedRow, rows: readonly EditedRow[]): EditFault[] {
  const { key, id, words } = row;
  const isTwice = rows.some((each) => each.key !== key && each.id === id);
  const codes = [
    ...(nameForm.test(id) ? [] : ["name" as const]),
    ...(isTwice ? ["name_twice" as const] : []),
    ...(isWritten(words.reason) ? [] : ["reason" as const]),
    ...(words.law === null || isWritten(words.law) ? [] : ["law" as const]),
    ...(words.change === null || isWritten(words.change) ? [] : ["change" as const]),
  ];
  return codes.map((code) => ({ row: key, code, field: null }));
}

/** Whether a condition can be replayed, and compares with facts of their own kind. */
export function isCell(text: string, kind: string | undefined): boolean {
  const cell = readCell(text);
  return cell !== null && kindsOf(cell).every((each) => kind === undefined || each === kind);
}

function isOutput(text: string, field: string): boolean {
  if (text.trim() === "") return field !== "outcome";
  return readLiteral(text) !== null;
}
