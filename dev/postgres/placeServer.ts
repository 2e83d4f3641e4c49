import { execFileSync } from "node:child_process";
import { existsSync, lchownSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { StartError } from "../../services/platform/errors.ts";
import type { Account } from "../../services/platform/systemAccount.ts";
import { claimPlace, placedElsewhere, placeElsewhere } from "./clusterPlace.ts";
import { postgresAccount } from "./postgresAccount.ts";
import {
  findPrograms,
  identityOf,
  type Programs,
  programsBroken,
  whyNotRun,
} from "./postgresPrograms.ts";
import { defaultHome, isForgetfulBeside, ServerHome } from "./ServerHome.ts";

export type PlaceOptions = {
  /** Where the cluster lies if the account that runs the server can go there. */
  readonly directory: string;
  /** Where it lies otherwise; `/var/lib/sello` for root when null. */
  readonly home: string | null;
  /** Name of the account that runs the server when we are root; `postgres` when null. */
  readonly account: string | null;
};

/** What a server is run from, where its files are, and as whom. */
export type Place = {
  readonly programs: Programs;
  readonly cluster: string;
  readonly account: Account | null;
};

/**
 * Finds or chooses the place of a server. Root runs it as another account, which cannot enter a folder that only root
 * may enter, such as root's home; its files then lie in a folder of their own (docs/decisions/0110). Throws `StartError`.
 */
export async function placeServer(options: PlaceOptions): Promise<Place> {
  const account = postgresAccount(options.account);
  mkdirSync(dirname(options.directory), { recursive: true, mode: 0o755 });
  const programs = await reachablePrograms(await findPrograms(), account, options);
  return { programs, cluster: reachableCluster(account, options), account };
}

async function reachablePrograms(
  own: Programs,
  account: Account | null,
  options: PlaceOptions,
): Promise<Programs> {
  const why = await whyNotRun(own, account);
  if (why === null) return own;
  if (!why.unreachable) throw programsBroken(own, why.reason);
  const home = new ServerHome(options.home ?? defaultHome());
  // A loss of power may have left a broken copy.
  for (let attempt = 1; ; attempt += 1) {
    const copy = inHome(own.folder, account, home, () => home.programs(own));
    const whyNotCopy = await whyNotRun(copy, account);
    if (whyNotCopy === null) return copy;
    if (attempt === 2 && whyNotCopy.unreachable)
      throw unreachable(copy.folder, account, home, whyNotCopy.reason);
    if (attempt === 2) throw programsBroken(copy, whyNotCopy.reason);
    home.forget(copy);
  }
}

function reachableCluster(account: Account | null, options: PlaceOptions): string {
  const { directory } = options;
  requireOwner(directory, account);
  const elsewhere = placedElsewhere(directory);
  if (elsewhere !== null) {
    claimPlace(directory, elsewhere);
    requireOwner(elsewhere, account);
    return elsewhere;
  }
  if (account === null || canEnter(account, dirname(directory))) return directory;
  const root = options.home ?? defaultHome();
  const home = new ServerHome(root);
  if (existsSync(join(directory, "PG_VERSION")))
    throw unreachable(directory, account, home, "it was made where that account could enter");
  if (options.home === null && isForgetfulBeside(root, directory))
    throw unreachable(directory, account, home, `${root} would be lost with this container`);
  return inHome(directory, account, home, () => {
    const folder = home.newCluster();
    if (canEnter(account, folder)) return placeElsewhere(directory, folder);
    home.removeCluster(folder);
    throw new Error("it cannot enter that folder either");
  });
}

/** Does something in the home; an error there says what to do instead. */
function inHome<T>(path: string, account: Account | null, home: ServerHome, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (["ENOSPC", "EDQUOT"].includes(String((error as { code?: string }).code))) throw error;
    throw unreachable(path, account, home, (error as Error).message);
  }
}

function canEnter(account: Account, folder: string): boolean {
  try {
    const options = { ...identityOf(account), cwd: "/", stdio: "ignore" } as const;
    execFileSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], options);
    return true;
  } catch {
    return false;
  }
}

/** The outermost folder on the way that the account cannot enter. */
function closedFolder(account: Account, path: string): string {
  const parent = dirname(path);
  return parent !== path && !canEnter(account, parent) ? closedFolder(account, parent) : path;
}

function unreachable(
  path: string,
  account: Account | null,
  home: ServerHome,
  reason: string,
): StartError {
  if (account === null)
    return new StartError(
      "database.programs_broken",
      `PostgreSQL cannot be started from ${path}, whose name holds a quote, $ or backslash; nor from ${home.root}: ${reason}. Rename the folder.`,
      { program: path, reason },
    );
  const closed = closedFolder(account, path);
  return new StartError(
    "database.unreachable",
    `PostgreSQL may not run as root, and the account "${account.name}", which runs it instead, cannot enter ${closed}; nor can its files be in ${home.root}: ${reason}. Let that account pass with "chmod o+x ${closed}" (others still cannot list it), or name another folder for its files with SELLO_POSTGRES_HOME, or start Sello as an ordinary user.`,
    { account: account.name, closed, home: home.root, reason },
  );
}

/** The server runs only on files of its own account. Those that root copied are given back to it. */
function requireOwner(directory: string, account: Account | null): void {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  if (!found || process.getuid === undefined) return;
  if (found.uid === (account?.uid ?? process.getuid())) return;
  if (account !== null && found.uid === 0) {
    if (existsSync(join(directory, "PG_VERSION"))) give(directory, account);
    return;
  }
  throw new StartError(
    "database.owner",
    `The database's files in ${directory} belong to another account (number ${found.uid}). Start Sello as that account, or as root if root started it before.`,
    { directory, uid: found.uid },
  );
}

function give(path: string, account: Account): void {
  if (lstatSync(path).isDirectory())
    for (const name of readdirSync(path)) give(join(path, name), account);
  lchownSync(path, account.uid, account.gid);
}
