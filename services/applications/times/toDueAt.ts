import { toCityDate } from "@sello/sdk";
import { limits } from "../../platform/limits.ts";
import type { WorkCalendar } from "./WorkCalendar.ts";

/** By which an office's days are counted. */
export type OfficeTimes = {
  readonly calendar: Pick<WorkCalendar, "isWorkday">;
  /** IANA name. */
  readonly timeZone: string;
};

/** So many working days later, at the same time of the day. @param at unix seconds */
export function toDueAt(
  at: number,
  workingDays: number,
  { calendar, timeZone }: OfficeTimes,
): number {
  let due = at;
  for (let left = workingDays; left > 0; ) {
    due += limits.daySeconds;
    if (calendar.isWorkday(toCityDate(due, timeZone))) left -= 1;
  }
  return due;
}
