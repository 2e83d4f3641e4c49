import type { Violation } from "../platform/errors.ts";
import { cleanClaims } from "../registry/claims/cleanClaims.ts";
import { isGb11643 } from "../registry/claims/gb11643.ts";
import type { Claims, DocumentType } from "../registry/types/DocumentType.ts";

export type ReadPerson = {
  /** The ID number of the person whose document it is; null: nobody said. */
  readonly number: string | null;
  readonly violations: readonly Violation[];
};

/**
 * Whose document it is: by the type's own claim, or by the ID number that was given beside the claims.
 * @param claims clean
 * @param given the ID number, as somebody wrote it
 */
export function readPerson(type: DocumentType, claims: Claims, given?: string): ReadPerson {
  const { person } = type;
  const number = given === undefined ? null : toNumber(given);
  if (person === null)
    return number === null ? nobody : refused("person.not_taken", "is not taken for this type");
  if ("claim" in person) {
    const claimed = claims[person.claim];
    if (typeof claimed !== "string") return nobody;
    return number === null || number === claimed
      ? { number: claimed, violations: [] }
      : refused("person.contradiction", `is not the number in ${person.claim}`);
  }
  if (number === null || isGb11643(number)) return { number, violations: [] };
  const { violations } = refused("person.format", "is not an ID number (GB 11643)");
  return { number: null, violations: violations.map((one) => ({ ...one, rule: person.rule })) };
}

/** Whether the ID number is given beside the claims. */
export const takesPerson = ({ person }: DocumentType): boolean =>
  person !== null && "title" in person;

/** Takes the ID number out of a row in which it is among the claims, as `person`, which no claim may be called. */
export function splitPerson(type: DocumentType, row: Claims): { claims: Claims; person?: string } {
  const { person, ...claims } = row;
  if (!takesPerson(type) || typeof person !== "string") return { claims: row };
  return { claims, person };
}

const nobody: ReadPerson = { number: null, violations: [] };

const refused = (code: string, message: string): ReadPerson => ({
  number: null,
  violations: [{ pointer: "/person", code, message }],
});

const codeOnly = { code: true, multiLine: false, joiners: false };

const toNumber = (given: string): string =>
  String(cleanClaims({ given }, () => codeOnly).claims.given);
