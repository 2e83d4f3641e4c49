const daySeconds = 86_400;
const timeMax = 8_640_000_000_000;

/** Unix seconds as the clocks of a place show them. */
export interface CityTimeOptions {
  /** IANA name; null, or one that this machine does not know: UTC. */
  readonly timeZone: string | null;
  /** A moment at which something ends: midnight is written as 24:00 of the day that is over (ISO 8601-1:2019/Amd 1). */
  readonly isEnd?: boolean;
}

/** `2026-11-24 00:04 +08:00`; without a time zone, `2026-11-23 16:04 UTC`. */
export function toCityTime(seconds: number, { timeZone, isEnd = false }: CityTimeOptions): string {
  const local = toLocal(seconds, timeZone);
  if (local === null) return "?";
  const { offset } = local;
  const zone = timeZone === null || formatOf(timeZone) === null ? "UTC" : toOffset(offset);
  const minutes = Math.floor((seconds + offset) / 60) * 60;
  if (isEnd && minutes % daySeconds === 0)
    return `${toIso(minutes - daySeconds).slice(0, 10)} 24:00 ${zone}`;
  return `${toIso(minutes).slice(0, 16).replace("T", " ")} ${zone}`;
}

/** The date of a moment in the time zone, `YYYY-MM-DD`; in UTC without one. */
export function toCityDate(seconds: number, timeZone: string | null): string {
  const local = toLocal(seconds, timeZone);
  return local === null ? "?" : toIso(seconds + local.offset).slice(0, 10);
}

function toLocal(seconds: number, timeZone: string | null): { readonly offset: number } | null {
  if (!(Math.abs(seconds) < timeMax)) return null;
  const format = timeZone === null ? null : formatOf(timeZone);
  if (format === null) return { offset: 0 };
  const parts = new Map(
    format.formatToParts(seconds * 1000).map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return { offset: wall / 1000 - Math.floor(seconds) };
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** null for a name that this machine does not know. */
function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  let format = formats.get(timeZone);
  if (format !== undefined) return format;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    format = null;
  }
  formats.set(timeZone, format);
  return format;
}

const toIso = (seconds: number): string => new Date(seconds * 1000).toISOString();

function toOffset(seconds: number): string {
  const minutes = Math.abs(Math.round(seconds / 60));
  const two = (value: number) => String(value).padStart(2, "0");
  return `${seconds < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
