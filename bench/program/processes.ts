import { readdirSync, readFileSync, writeFileSync } from "node:fs";

// What Linux says about processes (proc(5)). Elsewhere there are no such figures.

/** Parts of the running program, by what they do. */
const parts = ["service", "files", "api", "offices", "witnesses", "chain", "postgres"] as const;
export type Part = (typeof parts)[number];
export type ProcessorSeconds = Readonly<Record<Part, number>>;

/** By a word of the command line. */
const commands: readonly (readonly [string, Part])[] = [
  ["anvil", "chain"],
  ["witnessMain", "witnesses"],
  ["importMain", "files"],
  ["frontMain", "api"],
  ["trustSignerMain", "offices"],
];

type Process = { readonly pid: number; readonly parent: number; readonly seconds: number };

const ticksPerSecond = 100;
const kibPerMib = 1024;

function readProcess(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field, the name, may hold spaces and brackets: count from the one that closes it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { pid, parent: Number(fields[1]), seconds: ticks / ticksPerSecond };
  } catch {
    return null; // It ended while we looked.
  }
}

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1");
  } catch {
    return "";
  }
};

/** Processor time that each part has taken since its start, all threads and children. */
export function processorSecondsOf(service: number, postmaster: number): ProcessorSeconds {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const seconds = Object.fromEntries(parts.map((part) => [part, 0])) as Record<Part, number>;
  for (const process of all) {
    const part = partOf(process, service, postmaster);
    if (part) seconds[part] += process.seconds;
  }
  return seconds;
}

function partOf({ pid, parent }: Process, service: number, postmaster: number): Part | null {
  if (pid === service) return "service";
  if (pid === postmaster || parent === postmaster) return "postgres";
  if (parent !== service) return null;
  const command = commandOf(pid);
  return commands.find(([word]) => command.includes(word))?.[1] ?? "service";
}

/** Forgets the greatest resident size so far, so that the next peak is of what follows. */
export function resetPeakMemory(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

/** The greatest resident size since the last reset, in MiB. */
export function peakMemoryMib(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "latin1");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / kibPerMib;
}
