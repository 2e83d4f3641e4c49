import type { OwnNotices } from "../accounts/residents/notices/OwnNotices.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import { applicationLimits } from "./applicationLimits.ts";
import type { PgApplications } from "./PgApplications.ts";

const everyMs = 600_000;

type Parts = {
  readonly store: PgApplications;
  readonly notices: Pick<OwnNotices, "add">;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Closes applications that were sent back and not answered in time. Nothing is decided, and one may apply again. */
export class ApplicationUpkeep {
  readonly loop: SteadyLoop;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    const step = () => this.tidy().then(() => everyMs);
    this.loop = new SteadyLoop({ name: "applications upkeep", step, logger: parts.logger });
  }

  /** One round. */
  async tidy(): Promise<void> {
    const { store, notices, clock } = this.#parts;
    const at = clock.nowMs() / 1_000;
    const since = at - applicationLimits.sentBackDays * limits.daySeconds;
    for (const application of await store.unanswered(since))
      await store.transaction(async (tx) => {
        const { account, authority } = application;
        const moved = await store.take(tx, application, {
          ...{ from: ["sent_back"], to: "withdrawn", step: "withdrawn", actor: "system", at },
        });
        if (moved) await notices.add(tx, account, { kind: "application.lapsed", authority });
      });
  }
}
