import type { Violation } from "../../platform/errors.ts";
import type { Claims } from "../types/DocumentType.ts";
import { toGb11643BirthDate } from "./gb11643.ts";

/** Nobody who is alive was born before. */
const firstBirthDate = "1850-01-01";

/**
 * Birth dates that cannot be, in claims that fit their schema.
 * @param dates claims that hold a birth date
 * @param numbers claims that hold an identity number (GB 11643), which carries one
 * @param today `YYYY-MM-DD` in the city's time zone
 */
export function findImpossibleBirths(
  claims: Claims,
  { dates, numbers }: { readonly dates: readonly string[]; readonly numbers: readonly string[] },
  today: string,
): Violation[] {
  const violations: Violation[] = [];
  const look = (claim: string, date: unknown) => {
    const message = typeof date === "string" ? judge(date, today) : null;
    if (message !== null)
      violations.push({ pointer: `/${claim}`, code: "claim.birth_date", message });
  };
  for (const claim of dates) look(claim, claims[claim]);
  for (const claim of numbers) {
    const number = claims[claim];
    if (typeof number === "string") look(claim, toGb11643BirthDate(number));
  }
  return violations;
}

function judge(date: string, today: string): string | null {
  if (date > today) return `has a birth date after today (${today})`;
  return date < firstBirthDate ? `has a birth date before ${firstBirthDate}` : null;
}
