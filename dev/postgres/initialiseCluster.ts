import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { StartError } from "../../services/platform/errors.ts";
import { diskFull, saysDiskFull } from "../../services/platform/toStartError.ts";
import { syncDirectory } from "../../services/platform/writeWhole.ts";
import type { Place } from "./placeServer.ts";
import { identityOf } from "./postgresPrograms.ts";
import { serverEnvironment } from "./runServer.ts";

const run = promisify(execFile);

/** Makes the cluster, whole or not at all: it gets its name when it is complete. Throws `StartError`. */
export async function initialiseCluster(place: Place, user: string, password: string) {
  const { cluster, account } = place;
  const unfinished = `${cluster}.part`;
  const passwordFile = `${cluster}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) {
    for (const each of [unfinished, passwordFile]) chownSync(each, account.uid, account.gid);
  }
  try {
    await initdb(place, unfinished, [`--username=${user}`, `--pwfile=${passwordFile}`]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  // Left by an initialisation of before that was interrupted: it has no PG_VERSION, and holds no data.
  if (existsSync(cluster)) rmSync(cluster, { recursive: true });
  renameSync(unfinished, cluster);
  syncDirectory(dirname(cluster));
}

async function initdb({ programs, account, cluster }: Place, folder: string, flags: string[]) {
  const all = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", ...flags];
  try {
    await run(programs.initdb, [`--pgdata=${folder}`, ...all], {
      ...identityOf(account),
      cwd: folder,
      env: serverEnvironment(),
    });
  } catch (error) {
    const { stderr = "", message } = error as { stderr?: string; message: string };
    if (saysDiskFull(stderr)) throw diskFull(cluster, error);
    const lines = stderr.split("\n").filter((line) => /error|FATAL|PANIC|HINT|hint/.test(line));
    const reason = lines.join(" ").trim() || message.split("\n")[0] || "";
    throw new StartError(
      "database.not_started",
      `The embedded database could not be made in ${cluster}: ${reason}`,
      { reason, log: cluster },
      error,
    );
  }
}

/** Gives our user a new password, by a server of one user that nobody can connect to. */
export async function setPassword(place: Place, user: string, password: string): Promise<void> {
  const { programs, cluster, account } = place;
  const child = spawn(programs.postgres, ["--single", "-D", cluster, "postgres"], {
    ...identityOf(account),
    cwd: cluster,
    env: serverEnvironment(),
    stdio: ["pipe", "ignore", "ignore"],
  });
  const quoted = password.replaceAll("'", "''");
  child.stdin.end(`alter role "${user}" password '${quoted}';\n`);
  await once(child, "close");
}

/** `pg_ctl`, for what it does without a shell. */
export async function controlServer(place: Place, args: readonly string[]): Promise<void> {
  const { programs, cluster, account } = place;
  await run(programs.pg_ctl, [...args, "--timeout=300", `--pgdata=${cluster}`], {
    ...identityOf(account),
    cwd: cluster,
    env: serverEnvironment(),
  });
}
