import { setTimeout as sleep } from "node:timers/promises";
import { SelloError } from "../../domain/errors.ts";
import type { Logger } from "../../domain/Logger.ts";
import type { Loop } from "../../domain/Loop.ts";

/** One look at what there is to do. Resolves with the time until it makes sense to look again, in ms. */
export type Round = (signal: AbortSignal) => Promise<number>;

const failureWaitMsMin = 250;
const failureWaitMsMax = 5_000;

/** Repeats a round until it is stopped. A round that fails is logged and tried again, ever later. */
export class Rounds implements Loop {
  readonly name: string;
  readonly #round: Round;
  readonly #logger: Logger;
  #running: { readonly done: Promise<void>; readonly abort: AbortController } | null = null;

  constructor(name: string, round: Round, logger: Logger) {
    this.name = name;
    this.#round = round;
    this.#logger = logger;
  }

  start(): void {
    if (this.#running) return;
    const abort = new AbortController();
    this.#running = { abort, done: this.#repeat(abort.signal) };
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    running?.abort.abort();
    await running?.done;
  }

  async #repeat(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      let waitMs: number;
      try {
        waitMs = await this.#round(signal);
        failures = 0;
      } catch (error) {
        waitMs = Math.min(failureWaitMsMin * 2 ** failures, failureWaitMsMax);
        failures += 1;
        this.#report(error);
      }
      await sleep(waitMs, undefined, { signal }).catch(() => {});
    }
  }

  #report(error: unknown): void {
    const code = error instanceof SelloError ? error.code : "unexpected";
    this.#logger.error({ loop: this.name, code, error: String(error) }, "round failed");
  }
}
