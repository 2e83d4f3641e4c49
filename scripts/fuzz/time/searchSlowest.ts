import type { FuzzTarget } from "../FuzzTarget.ts";
import { Mutator } from "../Mutator.ts";
import { Random } from "../Random.ts";
import { toSlow } from "./slowInputs.ts";

/** A reader, and the largest input of it that is let in. */
export type TimeTarget = FuzzTarget & { readonly bytesMax: number };

export type TimeReport = {
  readonly target: string;
  readonly inputs: number;
  readonly slowestMs: number;
  readonly slowest: Buffer;
};

export type TimeOptions = {
  readonly inputs: number;
  readonly seed: number;
  /** Processor time that no input may take. */
  readonly msMax: number;
};

type Timed = { readonly input: Buffer; readonly ms: number };

const warmUps = 20;
/**
 * A slow input is read again and its best time counts: it may have met a collection of garbage, a busy machine, or code
 * that is not compiled yet.
 */
const tries = 12;
const kept = 8;

/**
 * Looks for the input that takes a reader longest: samples grown in the ways that are known to be slow, then changes of
 * the slowest of them. The same seed and samples give the same first inputs; what follows depends on the times.
 */
export async function searchSlowest(target: TimeTarget, options: TimeOptions): Promise<TimeReport> {
  const random = new Random(options.seed);
  const samples = (await target.samples()).map((sample) => Buffer.from(sample as Uint8Array));
  for (let time = 0; time < warmUps; time += 1) await readOnce(target, random.pick(samples));
  let slowest: Timed[] = [];
  for (let count = 0; count < options.inputs; count += 1) {
    const input = next(slowest, samples, target, random);
    const timed = { input, ms: await readTimed(target, input, options.msMax) };
    slowest = [...slowest, timed].toSorted((a, b) => b.ms - a.ms).slice(0, kept);
  }
  const [first = { input: Buffer.alloc(0), ms: 0 }] = slowest;
  const { input, ms } = first;
  return { target: target.name, inputs: options.inputs, slowestMs: ms, slowest: input };
}

function next(
  slowest: readonly Timed[],
  samples: readonly Buffer[],
  { bytesMax, dictionary }: TimeTarget,
  random: Random,
): Buffer {
  if (slowest.length < kept || random.chance(0.5))
    return toSlow(random.pick(samples), bytesMax, random);
  const { input } = random.pick(slowest);
  if (random.chance(0.3)) return toSlow(input.subarray(0, bytesMax >> 1), bytesMax, random);
  return new Mutator(random, [input], dictionary).next().subarray(0, bytesMax);
}

async function readTimed(target: TimeTarget, input: Buffer, msMax: number): Promise<number> {
  let best = await readOnce(target, input);
  for (let again = 1; again < tries && best > msMax; again += 1)
    best = Math.min(best, await readOnce(target, input));
  return best;
}

async function readOnce(target: TimeTarget, input: Buffer): Promise<number> {
  const before = process.cpuUsage();
  try {
    await target.read(input);
  } catch (error) {
    if (!target.mayThrow(error)) throw error;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
