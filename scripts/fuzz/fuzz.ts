import type { FuzzTarget } from "./FuzzTarget.ts";
import { Mutator } from "./Mutator.ts";
import { Random } from "./Random.ts";

/** Processor time of this thread that one input may take. */
const inputMsMaxDefault = 1_000;
/** A slow input is read again and its best time counts: it may have met a collection of garbage. */
const tries = 3;

export type Finding = {
  readonly kind: "error" | "slow";
  readonly detail: string;
  readonly input: Buffer;
};

export type FuzzReport = {
  readonly target: string;
  readonly inputs: number;
  /** Inputs that were read; the others were refused as documented. */
  readonly accepted: number;
  readonly slowestMs: number;
  readonly findings: readonly Finding[];
};

export type FuzzOptions = {
  readonly inputs: number;
  readonly seed: number;
  /** Stops after so many findings. Default 5. */
  readonly findingsMax?: number;
  readonly inputMsMax?: number;
  /** Called with each input before it is read, so that one that never ends can be named. */
  readonly onInput?: (input: Buffer) => void;
};

/** Feeds changed samples to a reader. The same seed and samples give the same inputs. */
export async function fuzz(target: FuzzTarget, options: FuzzOptions): Promise<FuzzReport> {
  const samples = (await target.samples()).map((sample) => Buffer.from(sample as Uint8Array));
  const mutator = new Mutator(new Random(options.seed), samples, target.dictionary);
  const inputMsMax = options.inputMsMax ?? inputMsMaxDefault;
  const findings: Finding[] = [];
  let [inputs, accepted, slowestMs] = [0, 0, 0];
  while (inputs < options.inputs && findings.length < (options.findingsMax ?? 5)) {
    const input = mutator.next();
    options.onInput?.(input);
    inputs += 1;
    const { error, ms } = await readTimed(target, input, inputMsMax);
    slowestMs = Math.max(slowestMs, ms);
    if (error === undefined) accepted += 1;
    else if (!target.mayThrow(error)) findings.push(toFinding(error, input));
    if (ms > inputMsMax) findings.push({ kind: "slow", detail: `${Math.round(ms)} ms`, input });
  }
  return { target: target.name, inputs, accepted, slowestMs, findings };
}

async function readTimed(target: FuzzTarget, input: Buffer, inputMsMax: number) {
  let best = await readOnce(target, input);
  for (let again = 1; again < tries && best.ms > inputMsMax; again += 1) {
    const next = await readOnce(target, input);
    if (next.ms < best.ms) best = next;
  }
  return best;
}

async function readOnce(target: FuzzTarget, input: Buffer) {
  const started = process.threadCpuUsage();
  const took = () => {
    const { user, system } = process.threadCpuUsage(started);
    return (user + system) / 1000;
  };
  try {
    const result = target.read(input);
    if (result instanceof Promise) await result;
    return { error: undefined, ms: took() };
  } catch (error) {
    // Anything thrown counts, `undefined` too.
    return { error: error ?? new Error("nothing was thrown"), ms: took() };
  }
}

const toFinding = (error: unknown, input: Buffer): Finding => ({
  kind: "error",
  detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  input,
});
