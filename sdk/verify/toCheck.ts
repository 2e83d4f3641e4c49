import type { ErrorData } from "../SelloError.ts";
import type { CheckCode } from "./checkCodes.ts";
import { type TextValues, toText } from "./texts/toText.ts";
import type { Check, CheckId, CheckOutcome } from "./Verdict.ts";

export interface CheckDetails {
  /** For the words of the check. */
  readonly values?: TextValues;
  readonly data?: ErrorData;
  /** Unix seconds. */
  readonly knownAt?: number;
}

/** A check's result; its id is what its code begins with. */
export function toCheck(
  outcome: CheckOutcome,
  code: CheckCode,
  { values, data, knownAt }: CheckDetails = {},
): Check {
  const check: { -readonly [Name in keyof Check]: Check[Name] } = {
    id: code.slice(0, code.indexOf(".")) as CheckId,
    outcome,
    code,
    // Words are made when somebody reads them: most verdicts are looked at by programs.
    get text() {
      return toText(code, values);
    },
  };
  // Not by spreading, which would read the words.
  if (data !== undefined) check.data = data;
  if (knownAt !== undefined) check.knownAt = knownAt;
  return check;
}

/** Unix seconds as a value for texts. */
export function toDate(seconds: number): Date {
  return new Date(seconds * 1000);
}
