import { randomBytes } from "node:crypto";
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statfsSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { type Programs, programsIn } from "./postgresPrograms.ts";

/** File systems of containers and of memory, which are gone when the container or the machine is. */
const forgetful = new Set([0x794c7630, 0x01021994, 0x858458f6, 0x61756673]);

export const defaultHome = (): string =>
  process.getuid?.() === 0 ? "/var/lib/sello" : join(homedir(), ".local", "share", "sello");

/** Whether a path lies on a disk that is lost while `other` is kept. */
export const isForgetfulBeside = (path: string, other: string): boolean =>
  forgetful.has(statfsSync(existing(path)).type) &&
  !forgetful.has(statfsSync(existing(other)).type);

const existing = (path: string): string =>
  lstatSync(path, { throwIfNoEntry: false }) ? path : existing(dirname(path));

/**
 * A place for the server's files where the account that runs it can go, for a Sello that lies where it cannot: the
 * programs once for each version, and a folder for each cluster. It is ours; nobody else may write in it.
 */
export class ServerHome {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** Copies the programs, unless this version is there. */
  programs(source: Programs): Programs {
    const folder = join(this.root, `postgresql-${source.version}`);
    this.#ensure(this.root);
    if (!lstatSync(folder, { throwIfNoEntry: false })) {
      const unfinished = `${folder}.${process.pid}.part`;
      rmSync(unfinished, { recursive: true, force: true });
      cpSync(source.folder, unfinished, { recursive: true, verbatimSymlinks: true });
      openToAll(unfinished);
      place(unfinished, folder);
    }
    requireOurs(folder);
    return programsIn(folder, source.version);
  }

  /** Removes the programs' copy, so that it is made again. */
  forget({ folder }: Programs): void {
    rmSync(folder, { recursive: true, force: true });
  }

  /** @returns a new folder for one cluster, in which the account can reach what is its own */
  newCluster(): string {
    const folder = join(this.root, "clusters", randomBytes(8).toString("hex"));
    for (const each of [this.root, dirname(folder), folder]) this.#ensure(each);
    return folder;
  }

  /** Nothing is left of it when there is no cluster any more. */
  removeCluster(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
    try {
      rmdirSync(dirname(folder));
      for (const name of readdirSync(this.root).filter((each) => each.startsWith("postgresql-")))
        if (!isRunFrom(join(this.root, name))) rmSync(join(this.root, name), { recursive: true });
      rmdirSync(this.root);
    } catch {
      // Others have clusters here, or the folder holds something else.
    }
  }

  /** Whatever the umask, the other account can pass. */
  #ensure(folder: string): void {
    if (!lstatSync(folder, { throwIfNoEntry: false })) {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o755);
    }
    requireOurs(folder);
  }
}

/** Programs and data are trusted, so nobody else may have put them there. */
function requireOurs(folder: string): void {
  const found = lstatSync(folder);
  const isOurs = process.getuid === undefined || found.uid === process.getuid();
  if (found.isDirectory() && isOurs && (found.mode & 0o022) === 0) return;
  throw new Error(`${folder} is not a folder in which this account alone may write`);
}

/** Another start may have been quicker: theirs is as good. */
function place(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!lstatSync(folder, { throwIfNoEntry: false })) throw error;
  }
}

/** Whether a process runs a program of this folder; its libraries are read when they are needed. */
function isRunFrom(folder: string): boolean {
  return readdirSync("/proc").some((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/exe`).startsWith(`${folder}/`);
    } catch {
      // It ended, or is not for us to see.
      return false;
    }
  });
}

function openToAll(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  const runs = found.isDirectory() || (found.mode & 0o100) !== 0;
  chmodSync(path, runs ? 0o755 : 0o644);
  if (!found.isDirectory()) return;
  for (const name of readdirSync(path)) openToAll(join(path, name));
}
