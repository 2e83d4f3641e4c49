import type { Logger } from "../Logger.ts";
import { limits } from "../limits.ts";
import { toReason } from "../toReason.ts";
import type { Loop } from "./Loop.ts";
import { Wakeable } from "./Wakeable.ts";

/** Does one step; returns the pause in milliseconds before the next, which `wake` cuts short. */
export type Step = () => Promise<number>;

export type SteadyLoopOptions = {
  readonly name: string;
  readonly step: Step;
  readonly logger: Logger;
};

/** Runs a step again and again until stopped. A step that throws is logged and tried again after a pause. */
export class SteadyLoop implements Loop {
  readonly name: string;
  readonly #step: Step;
  readonly #logger: Logger;
  readonly #pause = new Wakeable();
  #running: Promise<void> | null = null;
  #stopping = false;
  #lastError: string | null = null;

  constructor(options: SteadyLoopOptions) {
    this.name = options.name;
    this.#step = options.step;
    this.#logger = options.logger;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  wake(): void {
    this.#pause.wake();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#pause.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const pauseMs = await this.#step().then(
        (ms) => {
          this.#lastError = null;
          return ms;
        },
        (error: unknown) => {
          this.#note(error);
          return limits.stepRetryMs;
        },
      );
      if (!this.#stopping) await this.#pause.pause(pauseMs);
    }
  }

  /** The same failure, again and again, is one line in the log. */
  #note(error: unknown): void {
    const { code, data } = error as { code?: unknown; data?: unknown };
    const reason = toReason(error);
    const text = `${code ?? ""} ${reason}`;
    if (text === this.#lastError) return;
    this.#lastError = text;
    this.#logger.warn({ loop: this.name, code, data, reason }, "a step failed; trying again");
  }
}
