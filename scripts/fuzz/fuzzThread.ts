import { parentPort, workerData } from "node:worker_threads";
import { CurrentInput } from "./CurrentInput.ts";
import { fuzz } from "./fuzz.ts";
import { allTargets } from "./targets/allTargets.ts";

export type FuzzThreadData = {
  readonly target: string;
  readonly inputs: number;
  readonly seed: number;
  readonly memory: SharedArrayBuffer;
};

const { target: name, inputs, seed, memory } = workerData as FuzzThreadData;
const target = allTargets.find((each) => each.name === name);
if (!target) throw new RangeError(`no such reader: ${name}`);
const current = new CurrentInput(memory);
const onInput = (input: Buffer) => current.set(input);
parentPort?.postMessage(await fuzz(target, { inputs, seed, onInput }));
