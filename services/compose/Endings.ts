import type { Logger } from "../platform/Logger.ts";

/** Things to be ended, in the reverse order of their start. */
export class Endings {
  readonly #endings: (() => Promise<unknown>)[] = [];

  add(ending: () => Promise<unknown>): void {
    this.#endings.unshift(ending);
  }

  /** Every one is tried, whatever another does. */
  async run(logger: Logger): Promise<void> {
    for (const ending of this.#endings.splice(0))
      await ending().catch((error: unknown) =>
        logger.error({ error: String(error) }, "something did not stop cleanly"),
      );
  }
}
