import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { limits } from "../../platform/limits.ts";

const date = z.iso.date();

/** A file of a year: days off, from the first to the last, and Saturdays and Sundays on which offices work instead. */
const yearFile = z.strictObject({
  /** The notice that says so. */
  source: z.string(),
  off: z.array(z.tuple([date, date])),
  on: z.array(date),
});
export type WorkYear = z.infer<typeof yearFile>;

const builtInFolder = new URL("workdays/", import.meta.url);

/** The years that are known: one file each, named by the year. @throws Error that names a file that is not right */
export const readWorkYears = (folder = builtInFolder): readonly WorkYear[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}\.json$/.test(name))
    .map((name) => {
      const read = yearFile.safeParse(JSON.parse(readFileSync(new URL(name, folder), "utf8")));
      if (read.success) return read.data;
      throw new Error(`workdays/${name}: ${z.prettifyError(read.error)}`);
    });

/** On which days the city's offices work. In a year that no file says: from Monday to Friday. */
export class WorkCalendar {
  readonly #off: ReadonlySet<string>;
  readonly #on: ReadonlySet<string>;

  constructor(years: readonly WorkYear[] = readWorkYears()) {
    this.#off = new Set(years.flatMap(({ off }) => off.flatMap(daysBetween)));
    this.#on = new Set(years.flatMap(({ on }) => on));
  }

  /** @param day such as `2026-10-01` */
  isWorkday(day: string): boolean {
    if (this.#on.has(day)) return true;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6 && !this.#off.has(day);
  }
}

function daysBetween([first, last]: readonly [string, string]): string[] {
  const start = Date.parse(first);
  const days = Math.round((Date.parse(last) - start) / 1_000 / limits.daySeconds);
  return Array.from({ length: days + 1 }, (_, index) =>
    new Date(start + index * limits.daySeconds * 1_000).toISOString().slice(0, 10),
  );
}
