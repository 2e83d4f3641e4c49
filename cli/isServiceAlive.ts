import { existsSync, readFileSync } from "node:fs";

/**
 * Whether the process of this number is a service that `./sello up` started. A number alone says little:
 * a killed service keeps its own until somebody reaps it, and later it is another program's.
 */
export function isServiceAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // No /proc, as on macOS: the number has to do.
  if (!existsSync("/proc/self/cmdline")) return true;
  try {
    // A process that is dead but not reaped has no command line any more.
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("services/main.ts");
  } catch {
    return false;
  }
}
