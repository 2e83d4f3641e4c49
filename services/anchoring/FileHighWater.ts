import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatCheckpoint, parseCheckpoint } from "@sello/sdk/log";
import { writeWhole } from "../platform/writeWhole.ts";
import type { LogHead } from "./AnchoredEntry.ts";

/**
 * The largest log that the key has signed, remembered outside the database, which may be an old copy: one file
 * for each log, with the text of a C2SP checkpoint.
 */
export class FileHighWater {
  readonly #origin: string;
  readonly #file: string;

  constructor(directory: string, origin: string) {
    this.#origin = origin;
    this.#file = join(directory, encodeURIComponent(origin));
  }

  /** Null before the first signature. */
  read(): LogHead | null {
    if (!existsSync(this.#file)) return null;
    const { size, root } = parseCheckpoint(readFileSync(this.#file, "utf8"));
    return { size, root };
  }

  /** It is on disk when this returns: the signature is made after. */
  raise({ size, root }: LogHead): void {
    if ((this.read()?.size ?? 0) >= size) return;
    writeWhole(this.#file, formatCheckpoint({ origin: this.#origin, size, root, extensions: [] }));
  }
}
