import type { Limit } from "../Suite.ts";
import { median } from "./quantile.ts";

/** Something done again and again; `run` gets the number of the turn, which never repeats. */
export type Work = {
  readonly name: string;
  /** Turns in a round. */
  readonly times: number;
  run(turn: number): unknown;
};

export type ComparedRate = {
  readonly value: number;
  readonly limit: Limit;
  /** The best rounds of both: on a busy machine, the nearest to what an idle one does. */
  readonly best: string;
};

/**
 * Processor time of this process, all its threads, in seconds: what else runs on the machine falsifies it
 * little, and garbage collection counts. A second of it is a second of one core.
 */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export type Rounds = {
  /** That count; 7 by default. */
  readonly rounds?: number;
  /** That go before them and only warm up; 1 by default. */
  readonly warmUp?: number;
};

/** Rates in a second of processor time: `subject` and `limit` by turns, so that both see the same machine. */
export async function compareRates(
  subject: Work,
  limit: Work,
  { rounds = 7, warmUp = 1 }: Rounds = {},
): Promise<ComparedRate> {
  const figures: { subject: number; limit: number }[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const turns = { subject: await rateOf(subject, round), limit: 0 };
    turns.limit = await rateOf(limit, round);
    if (round >= warmUp) figures.push(turns);
  }
  const subjects = figures.map((figure) => figure.subject);
  const alone = figures.map((figure) => figure.limit);
  return {
    value: median(subjects),
    limit: {
      name: limit.name,
      value: median(alone),
      ratio: median(figures.map((figure) => figure.subject / figure.limit)),
    },
    best: bestOf(subjects, alone),
  };
}

export function bestOf(subjects: readonly number[], alone: readonly number[]): string {
  const [best, limit] = [subjects, alone].map((rates) => Math.round(Math.max(...rates)));
  return `best rounds: ${best?.toLocaleString("en")}/s beside ${limit?.toLocaleString("en")}/s`;
}

async function rateOf(work: Work, round: number): Promise<number> {
  const start = processorSeconds();
  const first = round * work.times;
  for (let turn = first; turn < first + work.times; turn += 1) {
    const done = work.run(turn);
    // What is done at once is not made to wait for a microtask.
    if (done instanceof Promise) await done;
  }
  return work.times / (processorSeconds() - start);
}
