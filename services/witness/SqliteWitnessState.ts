import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { WitnessStateIsCopy } from "./errors.ts";

/** The largest checkpoint that a witness has cosigned for a log. */
export type WitnessedCheckpoint = {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
};

/** How long one process waits for another that works on the same state. */
const lockMs = 5_000;

const schema = `
  create table if not exists latest (origin text primary key, size integer not null, root blob not null) strict;
  create table if not exists identity (singleton integer primary key check (singleton = 1), file text not null) strict;
`;

// A file that was copied or restored has another inode or another time of birth than the one that the
// state was made in; the state remembers which file it lives in.
function identityOf(file: string): string {
  const { ino, birthtimeNs } = statSync(file, { bigint: true });
  return `${ino}:${birthtimeNs}`;
}

/**
 * What a witness must never forget, in a SQLite file of its own. C2SP tlog-witness: comparing the old size and
 * storing the new checkpoint is one atomic step, on disk before the cosignature leaves.
 */
export class SqliteWitnessState {
  readonly #database: DatabaseSync;

  /**
   * @param floor what the operator states after restoring a copy: for each origin the largest size that
   *   the witness is known to have signed. The copy is then taken as the original.
   * @throws WitnessStateIsCopy
   */
  constructor(directory: string, floor?: ReadonlyMap<string, WitnessedCheckpoint>) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const file = join(directory, "witness.sqlite");
    this.#database = new DatabaseSync(file);
    // Before anything that may meet another process's lock.
    this.#database.exec(`pragma busy_timeout = ${lockMs}`);
    this.#database.exec("pragma journal_mode = delete; pragma synchronous = full;");
    this.#database.exec(schema);
    this.#claim(identityOf(file), directory, floor);
  }

  latest(origin: string): WitnessedCheckpoint | null {
    const row = this.#database
      .prepare("select size, root from latest where origin = ?")
      .get(origin);
    if (!row) return null;
    return { size: Number(row.size), root: row.root as Uint8Array };
  }

  /**
   * Moves from `expectedSize` (0: none yet) to `next` if nobody else has moved meanwhile.
   * @returns false when the stored size is another; nothing is changed then
   */
  advance(origin: string, expectedSize: number, next: WitnessedCheckpoint): boolean {
    return this.#atomically(() => {
      if ((this.latest(origin)?.size ?? 0) !== expectedSize) return false;
      this.#database
        .prepare("insert or replace into latest (origin, size, root) values (?, ?, ?)")
        .run(origin, next.size, next.root);
      return true;
    });
  }

  close(): void {
    this.#database.close();
  }

  #claim(identity: string, directory: string, floor?: ReadonlyMap<string, WitnessedCheckpoint>) {
    const row = this.#database.prepare("select file from identity").get();
    if (row && row.file !== identity && !floor) {
      this.#database.close();
      throw new WitnessStateIsCopy(directory);
    }
    this.#atomically(() => {
      for (const [origin, known] of floor ?? []) this.#raise(origin, known);
      this.#database
        .prepare("insert or replace into identity (singleton, file) values (1, ?)")
        .run(identity);
    });
  }

  #raise(origin: string, known: WitnessedCheckpoint): void {
    if ((this.latest(origin)?.size ?? 0) >= known.size) return;
    this.#database
      .prepare("insert or replace into latest (origin, size, root) values (?, ?, ?)")
      .run(origin, known.size, known.root);
  }

  /** `begin immediate` takes the file's write lock, so that two processes cannot both decide. */
  #atomically<T>(work: () => T): T {
    this.#database.exec("begin immediate");
    try {
      const result = work();
      this.#database.exec("commit");
      return result;
    } catch (error) {
      // SQLite has done so by itself when the disk is full.
      if (this.#database.isTransaction) this.#database.exec("rollback");
      throw error;
    }
  }
}
