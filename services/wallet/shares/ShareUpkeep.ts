import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import type { PgReceipts } from "../receipts/PgReceipts.ts";
import { receiptLimits } from "../receipts/receiptLimits.ts";
import type { PgProofRequests } from "../requests/PgProofRequests.ts";
import type { PgShares } from "./PgShares.ts";

const everyMs = 60_000;

/** Deletes what nobody may open or answer any more, and later the line that a share's owner sees of it. */
export class ShareUpkeep {
  readonly loop: SteadyLoop;
  readonly #shares: Pick<PgShares, "emptyEnded" | "forget">;
  readonly #requests: Pick<PgProofRequests, "forget">;
  readonly #receipts: Pick<PgReceipts, "forget">;
  readonly #clock: Clock;

  constructor(parts: {
    readonly shares: Pick<PgShares, "emptyEnded" | "forget">;
    readonly requests: Pick<PgProofRequests, "forget">;
    readonly receipts: Pick<PgReceipts, "forget">;
    readonly clock: Clock;
    readonly logger: Logger;
  }) {
    this.#shares = parts.shares;
    this.#requests = parts.requests;
    this.#receipts = parts.receipts;
    this.#clock = parts.clock;
    const step = () => this.tidy().then(() => everyMs);
    this.loop = new SteadyLoop({ name: "share-upkeep", step, logger: parts.logger });
  }

  /** One round; the loop calls it each minute. */
  async tidy(): Promise<void> {
    const now = toSeconds(this.#clock.nowMs());
    await this.#shares.emptyEnded(now, now - limits.shareAgainSeconds);
    await this.#requests.forget(now);
    await this.#shares.forget(now - limits.sharesKeptDays * limits.daySeconds);
    await this.#receipts.forget(receiptLimits.keptDays);
  }
}
