import { isExactNumber, type JsonSchema } from "./coerceText.ts";

/** Why a cell that a claim's schema refuses is not the number that it was. */
export type NumberFault =
  /** A spreadsheet changed it: thousands marks, exponents, zeros lost in front or put at the end. */
  | "number.changed"
  /** A Chinese ID number of 15 digits, as they were until 1999. */
  | "number.old_id";

/** What a spreadsheet makes of a long number: no claim that is a text looks so. */
const exponent = /^[+-]?\d+(?:[.,]\d+)?E[+-]\d+$/i;
/** Digits with marks between them, or a fraction or an exponent. */
const changed = /^[+-]?\d[\d.,'’\u00a0\u202f ]*(?:E[+-]?\d+)?$/i;
const digits = /^\d+$/;
const oldId = /^\d{15}$/;
const idPattern = "[0-9]{17}[0-9X]";
/** Digits that a spreadsheet keeps of a number. */
const keptDigits = 15;
const leadingZerosMax = 6;

export const isSpreadsheetNumber = (text: string): boolean => {
  const first = text.charCodeAt(0);
  const isNumeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d;
  return isNumeric && exponent.test(text);
};

/** @param text a cell whose value the schema, or what else is known of the claim, refuses */
export function numberFault(text: string, schema: JsonSchema): NumberFault | null {
  if (schema.type === "integer" || schema.type === "number")
    return changed.test(text.normalize("NFKC")) && !isExactNumber(text) ? "number.changed" : null;
  if (schema.type !== "string" || typeof schema.pattern !== "string") return null;
  if (oldId.test(text) && schema.pattern.includes(idPattern)) return "number.old_id";
  if (isRounded(text) || lostZeros(text, schema.pattern)) return "number.changed";
  const isMarked = changed.test(text) && !digits.test(text);
  return isMarked && takesDigits(schema.pattern) ? "number.changed" : null;
}

/** Sixteen digits or more of which a spreadsheet kept fifteen. */
export const isRounded = (text: string): boolean =>
  digits.test(text) && text.length > keptDigits && /^0+$/.test(text.slice(keptDigits));

/** Whether zeros in front would make it right. */
function lostZeros(text: string, pattern: string): boolean {
  if (!digits.test(text)) return false;
  const expression = new RegExp(pattern, "u");
  if (expression.test(text)) return false;
  for (let zeros = 1; zeros <= leadingZerosMax; zeros += 1)
    if (expression.test("0".repeat(zeros) + text)) return true;
  return false;
}

/** Whether a pattern is of a number: a date's has marks too, and is refused for what it is. */
const takesDigits = (pattern: string): boolean => /\[0-9\]|\\d/.test(pattern);
