import { createHash } from "node:crypto";

/**
 * What is killed, always with SIGKILL: the command with everything it started; the service alone; the process that
 * strangers reach; the node of the chain; PostgreSQL's postmaster; the witnesses' process; an office that signs trust
 * lists; the process that reads files; one backend of an import thread; everything, once more while it starts.
 */
export const killKinds = [
  "program",
  "service",
  "api",
  "chain",
  "database",
  "witnesses",
  "office",
  "importer",
  "backend",
  "start",
] as const;
export type KillKind = (typeof killKinds)[number];

/** @property delayMs from when the program was last seen well, or for `start` from its start */
export type Kill = { readonly kind: KillKind; readonly delayMs: number };

/** In hundredths; a kind that costs a start of everything comes less often. */
const shares: Readonly<Record<KillKind, number>> = {
  program: 8,
  service: 8,
  api: 10,
  chain: 23,
  database: 14,
  witnesses: 13,
  office: 5,
  importer: 6,
  backend: 10,
  start: 3,
};
const delayMsMin = 100;
const delayMsMax = 3_000;

/** An endless source of numbers in [0, 1), the same for the same seed on every machine. */
export function* randomNumbers(seed: string): Generator<number, never> {
  for (let n = 0; ; n += 1) {
    yield createHash("sha256").update(`${seed}/${n}`).digest().readUInt32BE() / 2 ** 32;
  }
}

/** The same seed gives the same kinds and delays; a longer schedule begins with the shorter one. */
export function schedule(seed: number, kills: number): Kill[] {
  const random = randomNumbers(`kills/${seed}`);
  return Array.from({ length: kills }, () => ({
    kind: kindAt(random.next().value * 100),
    delayMs: Math.round(delayMsMin + random.next().value * (delayMsMax - delayMsMin)),
  }));
}

function kindAt(point: number): KillKind {
  let end = 0;
  for (const kind of killKinds) {
    end += shares[kind];
    if (point < end) return kind;
  }
  return "service";
}
