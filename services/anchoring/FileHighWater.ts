import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { formatCheckpoint, parseCheckpoint } from "@sello/sdk/log";
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
    const directory = dirname(this.#file);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const text = formatCheckpoint({ origin: this.#origin, size, root, extensions: [] });
    const unfinished = `${this.#file}.part`;
    writeFileSync(unfinished, text, { mode: 0o600, flush: true });
    renameSync(unfinished, this.#file);
    syncDirectory(directory);
  }
}

/** Without it, a loss of power could bring the old name back. */
function syncDirectory(directory: string): void {
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
