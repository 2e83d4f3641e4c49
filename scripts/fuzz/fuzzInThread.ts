import { Worker } from "node:worker_threads";
import { CurrentInput } from "./CurrentInput.ts";
import type { FuzzReport } from "./fuzz.ts";
import type { FuzzThreadData } from "./fuzzThread.ts";

/** Silence after which an input counts as never ending. */
const hangMs = 60_000;
const lookMs = 1_000;
/** Memory of a reader at work, samples and code included; more than this is a leak or a bomb. */
const heapMb = 256;

export type ThreadReport = FuzzReport & {
  /** The thread died: of what, and of which input. */
  readonly ended: { readonly reason: string; readonly input: Buffer } | null;
  /** The most that the process had, this thread and the ones before it. */
  readonly memoryMb: number;
};

/** Runs one reader in a thread of its own, which is ended when it hangs or takes too much memory. */
export function fuzzInThread(
  target: string,
  options: { readonly inputs: number; readonly seed: number },
): Promise<ThreadReport> {
  const current = new CurrentInput();
  const workerData: FuzzThreadData = { target, ...options, memory: current.memory };
  const module = new URL("./fuzzThread.ts", import.meta.url);
  const resourceLimits = { maxOldGenerationSizeMb: heapMb };
  const thread = new Worker(module, { workerData, resourceLimits });
  let memoryMb = 0;
  let report: FuzzReport | null = null;
  return new Promise((resolve) => {
    const watch = watchFor(
      current,
      () => end("no answer in time"),
      () => {
        memoryMb = Math.max(memoryMb, process.memoryUsage.rss() / 1e6);
      },
    );
    const finish = (reason: string | null) => {
      clearInterval(watch);
      const empty = { target, inputs: current.count, accepted: 0, slowestMs: 0, findings: [] };
      const ended = reason === null ? null : { reason, input: current.input };
      resolve({ ...(report ?? empty), ended, memoryMb: Math.round(memoryMb) });
    };
    const end = (reason: string) => void thread.terminate().then(() => finish(reason));
    thread.once("message", (message: FuzzReport) => {
      report = message;
    });
    thread.once("error", (error) => finish(String(error)));
    thread.once("exit", (code) => report !== null && finish(code === 0 ? null : `exit ${code}`));
  });
}

function watchFor(current: CurrentInput, onHang: () => void, onLook: () => void): NodeJS.Timeout {
  let [seen, sinceMs] = [-1, performance.now()];
  return setInterval(() => {
    onLook();
    if (current.count !== seen) [seen, sinceMs] = [current.count, performance.now()];
    else if (performance.now() - sinceMs > hangMs) onHang();
  }, lookMs);
}
