import { readdirSync, readFileSync } from "node:fs";

type Process = { readonly pid: number; readonly parent: number; readonly command: string };

function readProcess(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything; what follows is state and parent.
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return { pid, parent: Number(parent), command };
  } catch {
    return null;
  }
}

function readAll(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

/** The process and all that descend from it. */
export function familyOf(pid: number): number[] {
  const all = readAll();
  const family = new Set([pid]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const each of all) if (family.has(each.parent)) family.add(each.pid);
  }
  return [...family];
}

/** The child of `parent` whose command line holds `text`; null without one. */
export const childOf = (parent: number, text: string): number | null =>
  readAll().find((each) => each.parent === parent && each.command.includes(text))?.pid ?? null;

/** Whether a process of this number runs with `text` in its command line, so that it is the one meant. */
export const runs = (pid: number, text: string): boolean =>
  readProcess(pid)?.command.includes(text) ?? false;

/** @returns false when it was gone already */
export function killHard(pid: number): boolean {
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch {
    return false;
  }
}
