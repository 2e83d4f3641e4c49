import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "../../services/platform/Logger.ts";
import type { Loop } from "../../services/platform/loops/Loop.ts";
import type { EmbeddedPostgres } from "./EmbeddedPostgres.ts";

export type PostgresKeeperOptions = {
  readonly server: Pick<EmbeddedPostgres, "running" | "start">;
  readonly logger: Logger;
  /** Told why it does not start again, once for each reason; and that it did after all. */
  readonly onTrouble?: (error: unknown) => void;
  readonly onBack?: () => void;
};

const lookMs = 250;

/**
 * Starts the embedded server again when it was killed, for nobody else would. What was committed is in its
 * write-ahead log; connections are made anew by those who had them.
 */
export class PostgresKeeper implements Loop {
  readonly name = "database keeper";
  readonly #options: PostgresKeeperOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;
  /** Code of the trouble that was last told. */
  #told: unknown = null;

  constructor(options: PostgresKeeperOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when no start is under way any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (!this.#options.server.running) await this.#restart();
      await delay(lookMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  // It refuses while processes of the killed server still hold its memory; they end within moments.
  async #restart(): Promise<void> {
    const { server, logger } = this.#options;
    logger.warn({}, "the embedded database ended; starting it again");
    const failed = (error: unknown) => {
      const { code } = error as { code?: unknown };
      logger.warn({ code }, "the embedded database did not start; trying again");
      if (code !== this.#told) this.#options.onTrouble?.(error);
      this.#told = code;
    };
    const started = () => {
      if (this.#told !== null) this.#options.onBack?.();
      this.#told = null;
    };
    await server.start().then(started, failed);
  }
}
