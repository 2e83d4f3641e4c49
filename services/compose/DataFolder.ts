import { existsSync } from "node:fs";
import type { Config } from "../platform/config.ts";
import { StartError } from "../platform/errors.ts";
import { FolderLock } from "../platform/FolderLock.ts";
import { freeBytes } from "../platform/freeBytes.ts";
import { limits } from "../platform/limits.ts";
import { announce } from "./announce.ts";
import type { Endings } from "./Endings.ts";
import { postgresDirectory } from "./startDatabase.ts";

/** Whether something that we start ourselves keeps files in the data folder, which then is for one process. */
export const isEmbedded = ({ databaseUrl, chainUrls }: Config): boolean =>
  databaseUrl === null || chainUrls === null;

/** The data folder, ours alone while we run. */
export class DataFolder {
  readonly #config: Config;
  #lock: FolderLock | null = null;

  constructor(config: Config) {
    this.#config = config;
  }

  /** Throws `StartError`, before anything in the folder is changed. */
  async take(endings: Endings): Promise<void> {
    const { dataDirectory } = this.#config;
    if (!isEmbedded(this.#config)) return;
    // PostgreSQL notes the path of its files in a file of lines.
    if (/\p{Cc}/u.test(dataDirectory)) throw pathUnusable(dataDirectory);
    const onWait = () => announce({ kind: "step", name: "waiting" });
    const lock = await FolderLock.take(dataDirectory, onWait);
    this.#lock = lock;
    endings.add(async () => lock.release());
    this.#requireSpace();
  }

  /** Says to the one who waits for the folder that it will soon be free. */
  noteStopping(): void {
    this.#lock?.noteStopping();
  }

  /** A first start that fills the disk would end half way. */
  #requireSpace(): void {
    const { dataDirectory, databaseUrl } = this.#config;
    if (databaseUrl !== null || existsSync(postgresDirectory(this.#config))) return;
    const free = freeBytes(dataDirectory);
    if (free >= limits.firstStartDiskBytes) return;
    const [freeMib, neededMib] = [free, limits.firstStartDiskBytes].map(toMib) as [number, number];
    throw new StartError(
      "disk.full",
      `The disk that holds ${dataDirectory} has ${freeMib} MiB free, and a first start needs ${neededMib}. Free some space, or name a folder on another disk with --data.`,
      { path: dataDirectory, freeMib, neededMib },
    );
  }
}

export const toMib = (bytes: number): number => Math.floor(bytes / 1_048_576);

const pathUnusable = (path: string): StartError =>
  new StartError(
    "data.path_unusable",
    `The name of the data folder ${JSON.stringify(path)} holds a line break or another control character. Name another with --data.`,
    { path: JSON.stringify(path) },
  );
