import { Worker } from "node:worker_threads";
import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import type { Loop } from "../../platform/loops/Loop.ts";

const restartMs = 1_000;

// A segment leaves much behind that dies young. With the default, a thread lets 200 MB of that gather
// before it looks, and is no faster for it (./sello bench import). The other is a bound, not a need.
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 };

export type ImportWorkerOptions = {
  /** Module that calls `serveImportThread`; it builds what a thread needs, connections included. */
  readonly module: URL;
  /** Passed to it as `workerData`: settings that a structured clone can carry. */
  readonly data: unknown;
  readonly threads: number;
  readonly logger: Logger;
};

/** Threads that work on imports. One that dies is replaced; what it had under way was rolled back. */
export class ImportWorker implements Loop {
  readonly name = "import-worker";
  readonly #options: ImportWorkerOptions;
  readonly #threads = new Set<Worker>();
  /** Those that are loaded and at work. */
  readonly #serving = new WeakSet<Worker>();
  readonly #restarts = new Set<NodeJS.Timeout>();
  #stopped = true;

  constructor(options: ImportWorkerOptions) {
    this.#options = options;
  }

  /** Threads that are alive now. */
  get threads(): readonly Worker[] {
    return [...this.#threads];
  }

  start(): void {
    this.#stopped = false;
    for (let count = 0; count < this.#options.threads; count += 1) this.#spawn();
  }

  /** Lets segments under way finish; a thread that takes too long is ended, and its segment rolled back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const restart of this.#restarts) clearTimeout(restart);
    await Promise.all(
      [...this.#threads].map((thread) =>
        // One that still loads has nothing under way.
        this.#serving.has(thread) ? endThread(thread) : thread.terminate(),
      ),
    );
  }

  #spawn(): void {
    const { module, data, logger } = this.#options;
    const thread = new Worker(module, { workerData: data, resourceLimits });
    this.#threads.add(thread);
    thread.once("message", () => this.#serving.add(thread));
    thread.on("error", (error) =>
      logger.error({ cause: error.message }, "an import thread failed"),
    );
    thread.on("exit", (code) => {
      this.#threads.delete(thread);
      if (this.#stopped) return;
      logger.warn({ code }, "an import thread ended and is replaced");
      this.#restartLater();
    });
  }

  #restartLater(): void {
    const restart = setTimeout(() => {
      this.#restarts.delete(restart);
      if (!this.#stopped) this.#spawn();
    }, restartMs);
    this.#restarts.add(restart);
  }
}

async function endThread(thread: Worker): Promise<void> {
  const exited = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
  thread.postMessage("stop");
  const overdue = setTimeout(() => void thread.terminate(), limits.shutdownMs);
  await exited;
  clearTimeout(overdue);
}
