import type { CheckCode } from "../checkCodes.ts";

/** The sentences of a whole verdict. */
export type VerdictTextCode =
  | "verdict.valid"
  | "verdict.valid-with-unknown"
  | "verdict.valid-as-of"
  | "verdict.invalid"
  | "verdict.unknown";

export type TextCode = CheckCode | VerdictTextCode;

/** One language: a text for every code. `{name}` is replaced by a value. */
export type TextTable = Readonly<Record<TextCode, string>>;
