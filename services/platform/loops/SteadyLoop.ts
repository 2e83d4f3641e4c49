import type { Logger } from "../Logger.ts";
import { limits } from "../limits.ts";
import { toReason } from "../toReason.ts";
import type { Loop } from "./Loop.ts";
import { Wakeable } from "./Wakeable.ts";

/**
 * Does one step; returns the pause in milliseconds before the next, which `wake` cuts short.
 * @param stopping aborted when the loop is to end: what takes long may end early
 */
export type Step = (stopping: AbortSignal) => Promise<number>;

export type SteadyLoopOptions = {
  readonly name: string;
  readonly step: Step;
  readonly logger: Logger;
  /** Pause after a step that failed, in milliseconds; `limits.stepRetryMs` unless given. */
  readonly retryMs?: number;
  /** Called at the start with what wakes the loop. @returns what ends that */
  readonly wakeOn?: (wake: () => void) => () => void;
  /** Called once at the end, when no step is under way any more. */
  readonly onStopped?: () => Promise<void>;
};

/**
 * Runs a step again and again until stopped: the one way in which anything works in the background. A step that
 * throws is logged and tried again after a pause.
 */
export class SteadyLoop implements Loop {
  readonly name: string;
  readonly #options: SteadyLoopOptions;
  readonly #pause = new Wakeable();
  readonly #stopping = new AbortController();
  #endWaking = () => {};
  #running: Promise<void> | null = null;
  #ended: Promise<void> | null = null;
  #lastError: string | null = null;

  constructor(options: SteadyLoopOptions) {
    this.name = options.name;
    this.#options = options;
  }

  start(): void {
    if (this.#running !== null || this.#ended !== null) return;
    this.#endWaking = this.#options.wakeOn?.(() => this.wake()) ?? (() => {});
    this.#running = this.#run();
  }

  wake(): void {
    this.#pause.wake();
  }

  stop(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #run(): Promise<void> {
    const { step, retryMs = limits.stepRetryMs } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const pauseMs = await step(signal).then(
        (ms) => {
          this.#lastError = null;
          return ms;
        },
        (error: unknown) => {
          this.#note(error);
          return retryMs;
        },
      );
      if (!signal.aborted) await this.#pause.pause(pauseMs);
    }
  }

  async #end(): Promise<void> {
    this.#stopping.abort();
    this.#endWaking();
    this.#pause.wake();
    await this.#running;
    await this.#options.onStopped?.();
  }

  /** The same failure, again and again, is one line in the log. */
  #note(error: unknown): void {
    const { code, data } = error as { code?: unknown; data?: unknown };
    const reason = toReason(error);
    const text = `${code ?? ""} ${reason}`;
    if (text === this.#lastError) return;
    this.#lastError = text;
    this.#options.logger.warn(
      { loop: this.name, code, data, reason },
      "a step failed; trying again",
    );
  }
}
