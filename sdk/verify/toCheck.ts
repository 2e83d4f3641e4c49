import type { LocalizedText } from "../LocalizedText.ts";
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
export function toCheck(outcome: CheckOutcome, code: CheckCode, details?: CheckDetails): Check {
  const values = details?.values;
  const id = code.slice(0, code.indexOf(".")) as CheckId;
  const check: Writable<Check> =
    values === undefined
      ? { id, outcome, code, text: toText(code) }
      : new LazyCheck(id, outcome, code, values);
  if (details?.data !== undefined) check.data = details.data;
  if (details?.knownAt !== undefined) check.knownAt = details.knownAt;
  return check;
}

/** Has the times in the checks' texts written in this time zone (IANA name; null: UTC). */
export function setTimeZone(checks: readonly Check[], timeZone: string | null): void {
  for (const check of checks) if (check instanceof LazyCheck) check.setTimeZone(timeZone);
}

/** Unix seconds as a value for texts. */
export function toDate(seconds: number): Date {
  return new Date(seconds * 1000);
}

type Writable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

/** Puts values into words when somebody reads them: most verdicts are looked at by programs. */
class LazyCheck implements Writable<Check> {
  id: CheckId;
  outcome: CheckOutcome;
  code: CheckCode;
  declare readonly text: LocalizedText;
  declare data?: ErrorData;
  declare knownAt?: number;
  readonly #values: TextValues;
  #timeZone: string | null = null;

  // A member of the check itself, so that JSON and structuredClone find it; and one getter for all
  // checks, since an object literal's own getter gives each object a hidden class of its own.
  static readonly #text: PropertyDescriptor & ThisType<LazyCheck> = {
    enumerable: true,
    get(): LocalizedText {
      return toText(this.code, this.#values, this.#timeZone);
    },
  };

  constructor(id: CheckId, outcome: CheckOutcome, code: CheckCode, values: TextValues) {
    this.#values = values;
    this.id = id;
    this.outcome = outcome;
    this.code = code;
    Object.defineProperty(this, "text", LazyCheck.#text);
  }

  setTimeZone(timeZone: string | null): void {
    this.#timeZone = timeZone;
  }
}
