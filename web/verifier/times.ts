import { type Language, toCityTime } from "@sello/sdk";

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** A time and how long ago that is: "2027-01-15 08:00 (16 minutes ago)". Both in unix seconds. */
export function toAge(
  at: number,
  now: number,
  language: Language,
  timeZone: string | null,
): string {
  const time = toCityTime(at, { timeZone });
  const passed = now - at;
  const [unit, seconds] = units.find(([, each]) => Math.abs(passed) >= each) ?? ["minute", 60];
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return `${time} (${format.format(-Math.trunc(passed / seconds), unit)})`;
}
