import type { FactShape } from "@sello/api";
import { readCell } from "@sello/sdk/decision";

export const comparisons = ["<", "<=", ">", ">=", "=="] as const;
export type Comparison = (typeof comparisons)[number];

/** How a range ends: with its last number, or before it. */
export const rangeEnds = ["through", "before"] as const;
export type RangeEnd = (typeof rangeEnds)[number];

/** What an officer chooses and writes for one cell. Numbers are texts, for they are wrong while one writes. */
export type CellForm =
  | { readonly kind: "any" }
  | { readonly kind: "compare"; readonly compare: Comparison; readonly value: string }
  | {
      readonly kind: "range";
      readonly from: string;
      readonly to: string;
      readonly end: RangeEnd;
    }
  | { readonly kind: "is"; readonly value: boolean }
  | { readonly kind: "among"; readonly values: readonly string[] }
  /** A condition that has no form of its own: as it is written. */
  | { readonly kind: "text"; readonly text: string };

const number = String.raw`-?\d*`;
const comparison = new RegExp(`^(<=?|>=?|==)?\\s*(${number})$`);
const range = new RegExp(`^\\[\\s*(${number})\\s*\\.\\.\\s*(${number})\\s*([\\])])$`);

/** The form of a cell about a fact of this shape. Reads what `toCellText` writes of any form, finished or not. */
export function toCellForm(shape: Pick<FactShape, "kind" | "words">, text: string): CellForm {
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "any" };
  const form =
    shape.kind === "number"
      ? toNumberForm(trimmed)
      : shape.kind === "boolean"
        ? toBooleanForm(trimmed)
        : shape.words === null
          ? null
          : toAmongForm(trimmed);
  return form ?? { kind: "text", text };
}

function toNumberForm(text: string): CellForm | null {
  const compared = comparison.exec(text);
  if (compared !== null) {
    const [, compare = "==", value = ""] = compared;
    return { kind: "compare", compare: compare as Comparison, value };
  }
  const ranged = range.exec(text);
  if (ranged === null) return null;
  const [, from = "", to = "", closing] = ranged;
  return { kind: "range", from, to, end: closing === "]" ? "through" : "before" };
}

const toBooleanForm = (text: string): CellForm | null =>
  text === "true" || text === "false" ? { kind: "is", value: text === "true" } : null;

function toAmongForm(text: string): CellForm | null {
  const tests = readCell(text);
  if (tests === null) return null;
  const values = tests.flatMap((test) =>
    "compare" in test && test.compare === "==" && typeof test.value === "string"
      ? [test.value]
      : [],
  );
  return values.length === tests.length ? { kind: "among", values } : null;
}

/** What JDM holds of a form. Of one that is not finished, a text that `readCell` refuses. */
export function toCellText(form: CellForm): string {
  switch (form.kind) {
    case "any":
      return "";
    case "compare":
      if (form.compare === "==") return form.value === "" ? "==" : form.value;
      return `${form.compare} ${form.value}`.trim();
    case "range":
      return `[${form.from}..${form.to}${form.end === "through" ? "]" : ")"}`;
    case "is":
      return String(form.value);
    case "among":
      return form.values.map(toLiteral).join(", ");
    case "text":
      return form.text;
  }
}

/** A text as JDM quotes it. One with quotes in it is refused by its reader. */
export const toLiteral = (value: string): string => `"${value}"`;
