import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { StartError } from "./errors.ts";
import { limits } from "./limits.ts";
import { writeWhole } from "./writeWhole.ts";

type Note = {
  readonly pid: number;
  /** Who started it, and stops it. */
  readonly starter?: number;
  readonly stopping: boolean;
};

/** SQLite's result code for a lock that somebody else holds. */
const busy = 5;
const pollMs = 50;

export const lockFile = (folder: string): string => join(folder, "service.lock");
const noteFile = (folder: string): string => join(folder, "service.json");

/**
 * A data folder for one process at a time. The operating system holds the lock, by way of SQLite, which has the only
 * file locks that come with Node: it ends with the process, however that ends, and no child inherits it.
 */
export class FolderLock {
  readonly #folder: string;
  // Closed, and so unlocked, when nobody refers to it any more.
  readonly #database: DatabaseSync;

  private constructor(folder: string, database: DatabaseSync) {
    this.#folder = folder;
    this.#database = database;
    this.#note(false);
  }

  /**
   * Waits for a process that is about to end; one whose starter was killed may not have noticed yet. Throws
   * `StartError`: `data.in_use` if another holds it, `data.lock_failed`; or what the system says of the folder.
   * @param onWait called once, when there is somebody to wait for
   */
  static async take(folder: string, onWait: () => void = () => {}): Promise<FolderLock> {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const start = performance.now();
    let waited = false;
    for (;;) {
      const database = tryLock(lockFile(folder));
      if (database) return new FolderLock(folder, database);
      const holder = readNote(folder);
      const isEnding = holder !== null && (holder.stopping || isGone(holder.starter));
      const patienceMs = isEnding ? limits.folderStopMs : limits.folderNoticeMs;
      if (performance.now() - start > patienceMs) throw inUse(folder, holder);
      if (isEnding && !waited) onWait();
      waited ||= isEnding;
      await delay(pollMs);
    }
  }

  /** Says to those who wait that it will not take long. */
  noteStopping(): void {
    this.#note(true);
  }

  release(): void {
    rmSync(noteFile(this.#folder), { force: true });
    this.#database.close();
  }

  // It only helps others to say who we are, so a full disk does not end us.
  #note(stopping: boolean): void {
    try {
      const note: Note = { pid: process.pid, starter: process.ppid, stopping };
      writeWhole(noteFile(this.#folder), JSON.stringify(note), 0o644);
    } catch {
      // They will say it without a number.
    }
  }
}

function tryLock(file: string): DatabaseSync | null {
  // For us alone: an account that may read the file could lock it.
  closeSync(openSync(file, "a", 0o600));
  const { ino } = statSync(file);
  const database = new DatabaseSync(file);
  try {
    // Nothing is ever written, so there need be no journal, which would be one more file.
    database.exec("pragma journal_mode = memory; begin exclusive");
    // Who held it before may have deleted the folder: the lock of a file without a name keeps nobody out.
    if (statSync(file, { throwIfNoEntry: false })?.ino === ino) return database;
    database.close();
    return null;
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === busy) return null;
    throw lockFailed(file, error);
  }
}

function readNote(folder: string): Note | null {
  try {
    return JSON.parse(readFileSync(noteFile(folder), "utf8")) as Note;
  } catch {
    return null;
  }
}

/** Without its starter a process stops, but on a busy machine it may take a while to notice. */
function isGone(pid: number | undefined): boolean {
  if (!Number.isSafeInteger(pid) || pid === undefined || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === "ESRCH";
  }
}

function inUse(folder: string, holder: Note | null): StartError {
  const process = holder ? ` (process ${holder.pid})` : "";
  return new StartError(
    "data.in_use",
    `Sello is already running on ${folder}${process}; it was left as it is. Stop it first, or name another folder with --data.`,
    { folder, ...(holder ? { pid: holder.pid } : {}) },
  );
}

const lockFailed = (file: string, cause: unknown): StartError =>
  new StartError(
    "data.lock_failed",
    `${file} cannot be locked: ${cause instanceof Error ? cause.message : cause}. Put the data on a file system that keeps locks, such as a local disk, with --data FOLDER.`,
    { file, reason: cause instanceof Error ? cause.message : String(cause) },
    cause,
  );
