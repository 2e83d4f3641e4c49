import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StartError } from "../../services/platform/errors.ts";
import { freeBytes } from "../../services/platform/freeBytes.ts";
import { limits } from "../../services/platform/limits.ts";
import { diskFull, saysDiskFull } from "../../services/platform/toStartError.ts";
import type { Place } from "./placeServer.ts";
import { identityOf } from "./postgresPrograms.ts";

const pollMs = 10;
/** Below it, a few lines of log may find no place. */
const silentBytes = 1_048_576;

/** Neither the user's language, which the system may lack, nor what is secret in our environment. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({ LC_ALL: "C", PATH: process.env.PATH });

/** The first lines of `postmaster.pid` (https://www.postgresql.org/docs/18/storage-file-layout.html). */
export function readPidFile(cluster: string): { pid: number; port: number; ready: boolean } | null {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    return {
      pid: Number(lines[0]),
      port: Number(lines[3]),
      ready: lines[7]?.trim() === "ready",
    };
  } catch {
    return null;
  }
}

/**
 * Starts the server and waits until it is ready. Not by `pg_ctl start`, which hands the cluster's path to a shell. The
 * log is opened by us, in a folder where the server's account cannot put a link in its place. Throws `StartError`.
 */
export async function runServer(place: Place, settings: readonly string[], logFile: string) {
  const deadline = performance.now() + limits.databaseLeftoverMs;
  for (;;) {
    const from = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    if (await isReadyAfter(launch(place, settings, logFile), place.cluster)) return;
    const log = readFileSync(logFile).subarray(from).toString("utf8");
    // Processes of a killed server still hold its memory; they end within moments.
    const transient = /pre-existing shared memory block/.test(log);
    if (!transient || performance.now() > deadline) throw toFailure(log, place, logFile);
    await delay(pollMs * 10);
  }
}

function launch(place: Place, settings: readonly string[], logFile: string) {
  const { programs, cluster, account } = place;
  const log = openSync(logFile, "a", 0o600);
  try {
    // In a session of its own: Ctrl-C on the terminal is for us, who stop the server when nobody needs it any more.
    const flags = settings.flatMap((setting) => ["-c", setting]);
    return spawn(programs.postgres, ["-D", cluster, ...flags], {
      ...identityOf(account),
      cwd: cluster,
      env: serverEnvironment(),
      detached: true,
      stdio: ["ignore", log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** Whether it became ready; false when it ended instead. */
async function isReadyAfter(child: ReturnType<typeof spawn>, cluster: string): Promise<boolean> {
  let failure: Error | null = null;
  child.once("error", (error) => {
    failure = error;
  });
  child.unref();
  const start = performance.now();
  while (child.exitCode === null && child.signalCode === null && failure === null) {
    const noted = readPidFile(cluster);
    if (noted?.ready && noted.pid === child.pid) return true;
    if (performance.now() - start > limits.databaseStartMs) {
      child.kill("SIGQUIT");
      break;
    }
    await delay(pollMs);
  }
  if (failure !== null) throw failure;
  return false;
}

function toFailure(log: string, { cluster }: Place, logFile: string): StartError {
  const said = log.split("\n").filter((line) => /(FATAL|PANIC|ERROR|HINT):/.test(line));
  const reason = said
    .map((line) => line.replace(/^.*?(?:FATAL|PANIC|ERROR|HINT): +/, ""))
    .join(" ");
  // On a full disk it may not even have been able to say so.
  const isFull = reason === "" && freeBytes(cluster) < silentBytes;
  if (isFull || saysDiskFull(log)) return diskFull(cluster);
  return new StartError(
    "database.not_started",
    `The embedded database did not start: ${reason || "it ended without a word"}. Its log: ${logFile}`,
    { reason: reason || "-", log: logFile },
  );
}
