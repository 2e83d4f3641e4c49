import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import { mandateLimits } from "./mandateLimits.ts";
import type { PgMandates } from "./PgMandates.ts";

const everyMs = 600_000;

/** Notes which mandates are over, and forgets those that have been for long. Their copies have ended by then. */
export class MandateUpkeep {
  readonly loop: SteadyLoop;
  readonly #store: Pick<PgMandates, "forget">;
  readonly #clock: Clock;

  constructor(parts: {
    readonly store: Pick<PgMandates, "forget">;
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    const step = () => this.tidy().then(() => everyMs);
    this.loop = new SteadyLoop({ name: "mandate-upkeep", step, logger: parts.logger });
  }

  /** One round. */
  async tidy(): Promise<void> {
    const now = toSeconds(this.#clock.nowMs());
    await this.#store.forget(now, now - mandateLimits.keptDays * limits.daySeconds);
  }
}
