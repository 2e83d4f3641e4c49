import { execFileSync } from "node:child_process";

/** The system account that runs the server: none when we are not root, for then it is ours. */
export type Account = { readonly uid: number; readonly gid: number } | null;

const name = "postgres";

const idOf = (flag: "-u" | "-g"): number | null => {
  try {
    return Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return null;
  }
};

/**
 * PostgreSQL refuses to run as root, so root runs it as the account `postgres`, made here if the machine
 * has none.
 */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  if (idOf("-u") === null) {
    execFileSync("groupadd", ["--force", name]);
    execFileSync("useradd", ["--system", "--no-create-home", "--gid", name, name]);
  }
  const uid = idOf("-u");
  const gid = idOf("-g");
  return uid === null || gid === null ? null : { uid, gid };
}
