import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** An account of the system that runs a part of the program. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

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

/** Null when there is none. Accounts that are not in the file may come from the network. */
export function findAccount(name: string): Account | null {
  const idOf = (flag: string) =>
    Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return findInFile(name) ?? { name, uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    return null;
  }
}

/** Makes one without a home, where root may; whether there is one afterwards is for the caller to see. */
export function makeAccount(name: string): void {
  for (const recipe of recipes(name)) {
    try {
      for (const [program, ...args] of recipe) execFileSync(program, args, { stdio: "ignore" });
      return;
    } catch {
      // Not that kind of system, or another start was quicker: whether there is an account now is what counts.
    }
  }
}
