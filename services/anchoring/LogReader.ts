import { InvalidInput, NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { AnchoredEntry } from "./AnchoredEntry.ts";
import { LogTree } from "./LogTree.ts";
import type { PgCheckpointStore } from "./PgCheckpointStore.ts";
import type { PgLogStore } from "./PgLogStore.ts";

export type LogReaderOptions = {
  /** First line of the log's checkpoints. */
  readonly origin: string;
  readonly log: PgLogStore;
  readonly checkpoints: PgCheckpointStore;
};

/** The document log of one deployment, as anybody may read it. */
export class LogReader {
  readonly origin: string;
  readonly #options: LogReaderOptions;
  readonly #tree: LogTree;

  constructor(options: LogReaderOptions) {
    this.origin = options.origin;
    this.#options = options;
    this.#tree = new LogTree(options.log);
  }

  /** The newest checkpoint (C2SP signed note, with the cosignatures it has); null before the first. */
  checkpoint(): Promise<string | null> {
    return this.#options.checkpoints.newestNote();
  }

  /** The checkpoint of exactly this size; null if none was signed. */
  checkpointOf(size: number): Promise<string | null> {
    return this.#options.checkpoints.noteOf(size);
  }

  /** Entries in the log's order. @param limit at most `limits.logPageEntries`; more is cut to it */
  async entries(start: number, limit: number): Promise<readonly AnchoredEntry[]> {
    requireInteger(start, 0, "log.start");
    requireInteger(limit, 1, "log.limit");
    return this.#options.log.entries(start, Math.min(limit, limits.logPageEntries));
  }

  /**
   * RFC 9162 §2.1.3: that the entry `index` is in the log of `size` entries. From the entry's sibling up.
   * Out of range: `InvalidInput` `log.index`; a size that the log does not have yet: `NotFound` `log.size`.
   */
  async inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]> {
    requireInteger(index, 0, "log.index", size - 1);
    await this.#requireSize(size);
    return this.#tree.inclusionProof(index, size);
  }

  /** RFC 9162 §2.1.4: that the log of `size2` entries continues the one of `size1`. Errors as above. */
  async consistencyProof(size1: number, size2: number): Promise<readonly Uint8Array[]> {
    requireInteger(size1, 1, "log.size", size2);
    await this.#requireSize(size2);
    return this.#tree.consistencyProof(size1, size2);
  }

  async #requireSize(size: number): Promise<void> {
    if ((await this.#options.log.rootAt(size)) !== null) return;
    throw new NotFound("log.size", "The log is not of this size yet.", { size });
  }
}

function requireInteger(
  value: number,
  min: number,
  code: string,
  max: number = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return;
  throw new InvalidInput(code, `Must be a whole number from ${min} to ${max}.`);
}
