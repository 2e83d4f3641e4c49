import type { Limit } from "../Suite.ts";
import { median } from "./quantile.ts";

/** Something done again and again; `run` gets the number of the turn, which never repeats. */
export type Work = {
  readonly name: string;
  /** Turns in a round. */
  readonly times: number;
  run(turn: number): unknown;
};

export type ComparedRate = { readonly value: number; readonly limit: Limit };

/** Seconds of some clock. */
export type Stopwatch = () => number;

/**
 * Processor time of this process, all its threads: what else runs on the machine falsifies it little, and
 * garbage collection counts. A second of it is a second of one core.
 */
export const processorSeconds: Stopwatch = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

export const wallSeconds: Stopwatch = () => performance.now() / 1000;

/**
 * Rates in a second of the stopwatch: `subject` and `limit` by turns, so that both see the same machine.
 * The first round only warms up.
 */
export async function compareRates(
  subject: Work,
  limit: Work,
  { rounds = 7, clock = processorSeconds }: { rounds?: number; clock?: Stopwatch } = {},
): Promise<ComparedRate> {
  const figures: { subject: number; limit: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const turns = { subject: await rateOf(subject, round, clock), limit: 0 };
    turns.limit = await rateOf(limit, round, clock);
    if (round > 0) figures.push(turns);
  }
  return {
    value: median(figures.map((figure) => figure.subject)),
    limit: {
      name: limit.name,
      value: median(figures.map((figure) => figure.limit)),
      ratio: median(figures.map((figure) => figure.subject / figure.limit)),
    },
  };
}

async function rateOf(work: Work, round: number, clock: Stopwatch): Promise<number> {
  const start = clock();
  const first = round * work.times;
  for (let turn = first; turn < first + work.times; turn += 1) {
    const done = work.run(turn);
    // What is done at once is not made to wait for a microtask.
    if (done instanceof Promise) await done;
  }
  return work.times / (clock() - start);
}
