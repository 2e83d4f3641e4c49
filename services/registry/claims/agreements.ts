import type { Violation } from "../../platform/errors.ts";
import type { Claims } from "../types/DocumentType.ts";
import { toGb11643BirthDate, toGb11643Sex } from "./gb11643.ts";

/** Two claims that state one fact and must not differ: an identity number carries a birth date and a sex. */
export type Agreement = {
  readonly rule: "gb11643_birth_date" | "gb11643_sex";
  readonly number: string;
  readonly claim: string;
};

const stated = { gb11643_birth_date: toGb11643BirthDate, gb11643_sex: toGb11643Sex } as const;

/** The disagreement, if both claims are present and differ. */
export function findDisagreement(agreement: Agreement, claims: Claims): Violation | null {
  const number = claims[agreement.number];
  const value = claims[agreement.claim];
  if (typeof number !== "string" || value === undefined) return null;
  if (stated[agreement.rule](number) === value) return null;
  return {
    pointer: `/${agreement.claim}`,
    code: "claim.contradiction",
    message: `does not agree with ${agreement.number}`,
  };
}
