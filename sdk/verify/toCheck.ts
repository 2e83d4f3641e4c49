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
  return {
    id: code.slice(0, code.indexOf(".")) as CheckId,
    outcome,
    code,
    text: toText(code, values),
    ...(data === undefined ? {} : { data }),
    ...(knownAt === undefined ? {} : { knownAt }),
  };
}

/** Unix seconds as a value for texts. */
export function toDate(seconds: number): Date {
  return new Date(seconds * 1000);
}
