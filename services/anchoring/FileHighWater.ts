import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatCheckpoint, parseCheckpoint } from "@sello/sdk/log";
import { writeWhole } from "../platform/writeWhole.ts";
import type { HighWater } from "./HighWater.ts";
import type { LogHead } from "./LogStore.ts";

/** The high water of one log in a file of its own, as the text of a C2SP checkpoint. */
export class FileHighWater implements HighWater {
  readonly #origin: string;
  readonly #file: string;

  constructor(directory: string, origin: string) {
    this.#origin = origin;
    this.#file = join(directory, encodeURIComponent(origin));
  }

  read(): LogHead | null {
    if (!existsSync(this.#file)) return null;
    const { size, root } = parseCheckpoint(readFileSync(this.#file, "utf8"));
    return { size, root };
  }

  raise({ size, root }: LogHead): void {
    if ((this.read()?.size ?? 0) >= size) return;
    writeWhole(this.#file, formatCheckpoint({ origin: this.#origin, size, root, extensions: [] }));
  }
}
