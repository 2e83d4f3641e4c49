import type { Logger } from "../../services/platform/Logger.ts";
import { SteadyLoop } from "../../services/platform/loops/SteadyLoop.ts";
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
 * write-ahead log; connections are made again by those who had them.
 */
export class PostgresKeeper {
  /** Its stopping waits for a start that is under way. */
  readonly loop: SteadyLoop;
  readonly #options: PostgresKeeperOptions;
  /** Code of the trouble that was reported last. */
  #reported: unknown = null;

  constructor(options: PostgresKeeperOptions) {
    this.#options = options;
    const { logger } = options;
    this.loop = new SteadyLoop({ name: "database keeper", step: () => this.#look(), logger });
  }

  async #look(): Promise<number> {
    if (!this.#options.server.running) await this.#restart();
    return lookMs;
  }

  // It refuses while processes of the killed server still hold its memory; they end within moments.
  async #restart(): Promise<void> {
    const { server, logger } = this.#options;
    logger.warn({}, "the embedded database ended; starting it again");
    const failed = (error: unknown) => {
      const { code } = error as { code?: unknown };
      logger.warn({ code }, "the embedded database did not start; trying again");
      if (code !== this.#reported) this.#options.onTrouble?.(error);
      this.#reported = code;
    };
    const started = () => {
      if (this.#reported !== null) this.#options.onBack?.();
      this.#reported = null;
    };
    await server.start().then(started, failed);
  }
}
