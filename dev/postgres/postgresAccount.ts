import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { StartError } from "../../services/platform/errors.ts";

/** A system account that runs the server. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

const defaultName = "postgres";

/** How systems make an account for a program: those with shadow's tools, and those with busybox. */
const recipes = (name: string): readonly (readonly [string, ...string[]])[][] => [
  [
    ["groupadd", "--force", name],
    ["useradd", "--system", "--no-create-home", "--gid", name, name],
  ],
  [
    ["addgroup", "-S", name],
    ["adduser", "-S", "-D", "-H", "-G", name, name],
  ],
];

/** passwd(5): name, password, user, group. */
function findInFile(name: string): Account | null {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : null;
}

/** Accounts that are not in the file may come from the network. */
function find(name: string): Account | null {
  const idOf = (flag: string) =>
    Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return findInFile(name) ?? { name, uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    return null;
  }
}

function make(name: string): void {
  for (const recipe of recipes(name)) {
    try {
      for (const [program, ...args] of recipe) execFileSync(program, args, { stdio: "ignore" });
      return;
    } catch {
      // Not that kind of system, or another start was quicker: whether there is an account now is what counts.
    }
  }
}

/**
 * PostgreSQL refuses to run as root, so root runs it as an account of its own: `postgres`, made here if the machine
 * has none, or the one that is named. None when we are not root, for then the server is ours. An account that others
 * share, such as `nobody`, is never taken unasked: every program that runs as it could read the files.
 * Throws `StartError` `database.account_missing`.
 */
export function postgresAccount(chosen: string | null = null): Account | null {
  if (process.getuid?.() !== 0) return null;
  const name = chosen ?? defaultName;
  if (find(name) === null && chosen === null) make(name);
  const account = find(name);
  if (account !== null && account.uid !== 0) return account;
  throw new StartError(
    "database.account_missing",
    `PostgreSQL may not run as root, and this machine has no account "${name}" for it, and none could be made (by useradd or adduser). Start Sello as an ordinary user, make that account, or name another without root's powers with SELLO_DATABASE_ACCOUNT.`,
    { account: name },
  );
}
