import { toCityDate } from "@sello/sdk";
import { limits } from "../platform/limits.ts";

/**
 * So many working days later, at the same time of the day. Saturdays and Sundays do not count; holidays are not known here.
 * @param at unix seconds
 */
export function toDueAt(at: number, workingDays: number, timeZone: string): number {
  let due = at;
  for (let left = workingDays; left > 0; ) {
    due += limits.daySeconds;
    const weekday = new Date(`${toCityDate(due, timeZone)}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return due;
}
