import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const pidFile = (directory: string): string => join(directory, "anvil.pid");

/** The command line of a process; null if no process has this number. */
function commandOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // No /proc: macOS.
  }
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return null;
  }
}

function leftoverPid(directory: string): number | null {
  let pid: number;
  try {
    pid = Number(readFileSync(pidFile(directory), "utf8"));
  } catch {
    return null;
  }
  // The number may be another program's by now: only a node that was started on our directory is ours.
  const command = Number.isSafeInteger(pid) && pid > 1 ? commandOf(pid) : null;
  return command?.includes("anvil") && command.includes(directory) ? pid : null;
}

/** Whether a node that a killed process of ours started is still running. */
export const hasLeftover = (directory: string): boolean => leftoverPid(directory) !== null;

export function notePid(directory: string, pid: number): void {
  writeFileSync(pidFile(directory), String(pid));
}

/**
 * Ends a node that a killed process of ours left behind. It holds nothing that the journal does not.
 * @returns whether there was one
 */
export async function endLeftover(directory: string): Promise<boolean> {
  const pid = leftoverPid(directory);
  if (pid !== null) {
    process.kill(pid, "SIGKILL");
    while (leftoverPid(directory) !== null) await delay(10);
  }
  rmSync(pidFile(directory), { force: true });
  return pid !== null;
}
