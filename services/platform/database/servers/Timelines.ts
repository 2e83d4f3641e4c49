import { existsSync, readFileSync } from "node:fs";
import { writeWhole } from "../../writeWhole.ts";

type Noted = Readonly<Record<string, number>>;

/**
 * The highest timeline of each cluster that this process has worked with. A primary that has a lower one was replaced,
 * and must not be written to when it comes back.
 */
export class Timelines {
  readonly #highest = new Map<string, number>();
  #file: string | null = null;

  /** Remembers it in a file as well, for the next start. What is noted there counts from now on. */
  keepIn(file: string): void {
    this.#file = file;
    for (const [system, timeline] of Object.entries(read(file))) this.#raise(system, timeline);
  }

  of(system: string): number {
    return this.#highest.get(system) ?? 0;
  }

  note({ system, timeline }: { readonly system: string; readonly timeline: number }): void {
    if (!this.#raise(system, timeline) || this.#file === null) return;
    const noted = read(this.#file);
    // Another process or thread may have seen more.
    if ((noted[system] ?? 0) < timeline)
      writeWhole(this.#file, JSON.stringify({ ...noted, [system]: timeline }));
  }

  #raise(system: string, timeline: number): boolean {
    if (timeline <= this.of(system)) return false;
    this.#highest.set(system, timeline);
    return true;
  }
}

const read = (file: string): Noted =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Noted) : {};

/** Of this process: every connection that it opens has to know the same. */
export const timelines = new Timelines();
