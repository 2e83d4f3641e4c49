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
