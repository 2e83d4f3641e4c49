import type { MandateRelation } from "@sello/api";
import { toCityDate } from "@sello/sdk";
import { InvalidInput } from "../../platform/errors.ts";
import { isAgeOver, isCalendarDate } from "../../registry/claims/calendarDate.ts";
import { addMonths, toDayStart } from "../../registry/claims/calendarTerm.ts";
import { toGb11643BirthDate } from "../../registry/claims/gb11643.ts";
import { mandateLimits } from "./mandateLimits.ts";

/** Civil Code of the People's Republic of China, Art. 17: of age from the 18th birthday on. */
const ofAge = 18;
const yearMonths = 12;

/** What the end of a mandate follows from. */
export type TermOf = {
  readonly relation: MandateRelation;
  readonly principal: string;
  readonly delegate: string;
  /** `YYYY-MM-DD`; undefined: nobody said. */
  readonly lastDay: string | undefined;
  /** Unix seconds. */
  readonly now: number;
  readonly timeZone: string;
};

/**
 * When a mandate ends: after its last day, and a child's when they are 18 at the latest. Births are those of the ID numbers,
 * which hold them (GB 11643). The ages do not fit: `InvalidInput` `mandate.unfit`; no last day that can be:
 * `InvalidInput` `mandate.end`.
 * @returns unix seconds: the first at which it does not count any more
 */
export function toMandateEnd(of: TermOf): number {
  const { relation, principal, lastDay, now, timeZone } = of;
  if (lastDay !== undefined && !isCalendarDate(lastDay))
    throw new InvalidInput("mandate.end", "The last day is no day of the calendar.");
  const today = toCityDate(now, timeZone);
  const isChild = !isAgeOver(toGb11643BirthDate(principal), ofAge, today);
  requireFit(of, isChild, today);
  const said = lastDay === undefined ? null : afterDay(lastDay, timeZone);
  if (isChild) {
    const birthday = addMonths(toGb11643BirthDate(principal), ofAge * yearMonths);
    const grown = toDayStart(birthday, timeZone);
    return requireEnd(said === null ? grown : Math.min(said, grown), now);
  }
  const latest = afterDay(addMonths(today, mandateLimits.years * yearMonths), timeZone);
  if (said === null || said > latest)
    throw new InvalidInput(
      "mandate.end",
      `Say until which day it counts, ${mandateLimits.years} years from today at most${relation === "guardian" ? "; then it can be made again" : ""}.`,
    );
  return requireEnd(said, now);
}

function requireFit({ relation, delegate }: TermOf, isChild: boolean, today: string): void {
  if (!isAgeOver(toGb11643BirthDate(delegate), ofAge, today))
    throw new InvalidInput("mandate.unfit", "Who acts for another has to be 18.");
  if (relation === "parent" && !isChild)
    throw new InvalidInput(
      "mandate.unfit",
      "Parents act for a child below 18. For somebody of age there are guardians and powers of attorney.",
    );
  if (relation === "power-of-attorney" && isChild)
    throw new InvalidInput(
      "mandate.unfit",
      "A child gives no power of attorney. A parent or guardian acts for them.",
    );
}

const afterDay = (day: string, timeZone: string): number =>
  toDayStart(
    new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10),
    timeZone,
  );

function requireEnd(until: number, now: number): number {
  if (until > now) return until;
  throw new InvalidInput("mandate.end", "The last day is over. Name today or a later one.");
}
