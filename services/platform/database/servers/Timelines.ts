import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { StartError } from "../../errors.ts";
import { writeWhole } from "../../writeWhole.ts";

const noted = z.record(z.string(), z.number().int().positive());
type Noted = z.output<typeof noted>;

/**
 * The highest timeline of each cluster that this process has worked with. A primary that has a lower one was replaced,
 * and must not be written to when it comes back.
 */
export class Timelines {
  readonly #highest = new Map<string, number>();
  #file: string | null = null;

  /** Remembers it in a file as well, for the next start. What is noted there counts from now on. Throws `StartError`. */
  keepIn(file: string): void {
    this.#file = file;
    for (const [system, timeline] of Object.entries(read(file))) this.#raise(system, timeline);
  }

  of(system: string): number {
    return this.#highest.get(system) ?? 0;
  }

  note({ system, timeline }: { readonly system: string; readonly timeline: number }): void {
    if (!this.#raise(system, timeline) || this.#file === null) return;
    const before = read(this.#file);
    // Another process or thread may have seen more.
    if ((before[system] ?? 0) < timeline)
      writeWhole(this.#file, JSON.stringify({ ...before, [system]: timeline }));
  }

  #raise(system: string, timeline: number): boolean {
    if (timeline <= this.of(system)) return false;
    this.#highest.set(system, timeline);
    return true;
  }
}

function read(file: string): Noted {
  if (!existsSync(file)) return {};
  try {
    return noted.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new StartError(
      "data.damaged",
      `${file} does not hold which database servers were promoted. If the former primary is not running, delete it and start again.`,
      { file },
    );
  }
}

/** Of this process: every connection that it opens has to know the same. */
export const timelines = new Timelines();
