import { toCityDate } from "@sello/sdk";
import { isCalendarDate } from "./calendarDate.ts";

/**
 * How long a document is valid. Years and months are those of the calendar, counted from the day of issue in the city's
 * time zone, and last through the end of their last day: ten years from 2026-02-01 end with 2036-01-31. Days are of 24
 * hours from the hour of issue, as the first version of the types counts.
 */
export type Term =
  | { readonly years: number }
  | { readonly months: number }
  | { readonly days: number };

const hourSeconds = 3_600;
const daySeconds = 86_400;

/**
 * @param issuedAt unix seconds
 * @param timeZone IANA name
 * @returns unix seconds: the first at which the document is no longer valid
 */
export function toTermEnd(issuedAt: number, term: Term, timeZone: string): number {
  if ("days" in term) return issuedAt + term.days * daySeconds;
  const months = "years" in term ? term.years * 12 : term.months;
  return toDayStart(addMonths(toCityDate(issuedAt, timeZone), months), timeZone);
}

/** The same day of a later month; where that month does not have it, the first day after the month. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const index = year * 12 + month - 1 + months;
  const later = toDate(index, day);
  return isCalendarDate(later) ? later : toDate(index + 1, 1);
}

function toDate(monthIndex: number, day: number): string {
  const year = String(Math.floor(monthIndex / 12)).padStart(4, "0");
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two((monthIndex % 12) + 1)}-${two(day)}`;
}

const starts = new Map<string, number>();
const startsMax = 64;

/** The first second of a date (`YYYY-MM-DD`) in the time zone, in unix seconds. A clock may skip midnight there, so it is searched for, not computed. */
export function toDayStart(date: string, timeZone: string): number {
  const key = `${date} ${timeZone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const midnight = Date.parse(`${date}T00:00:00Z`) / 1000;
  // No time zone is further than 14 hours from UTC.
  let before = midnight - 15 * hourSeconds;
  let after = midnight + 15 * hourSeconds;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (toCityDate(middle, timeZone) < date) before = middle;
    else after = middle;
  }
  if (starts.size >= startsMax) starts.clear();
  starts.set(key, after);
  return after;
}
