import type { Journal } from "../ledger/Journal.ts";
import type { Settlements } from "../ledger/Settled.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import { encodeListChanges } from "./encodeListChanges.ts";
import { type GroupedActs, groupActs } from "./groupActs.ts";
import type { PgStatusStore } from "./PgStatusStore.ts";
import type { OpenAct } from "./RecordedAct.ts";

/** Under which transactions are journalled: what is before a colon says how much gas they take. */
const purposes = { documents: "changeStatus", copies: "changeStatus:copies" } as const;

/** What waits to be written, and what becomes of it. */
export type ActStore = Pick<
  PgStatusStore,
  "transaction" | "takeRequested" | "markSent" | "refuse" | "reopen" | "settle"
>;

/**
 * Writes requested acts to the chain and learns what became of them. Any number of workers share the
 * work. The chain may be down: transactions are signed and kept by the journal, and delivered after.
 */
export class StatusWriter {
  readonly loop: SteadyLoop;
  readonly #store: ActStore;
  readonly #purpose: string;
  readonly #journal: Journal;
  readonly #logger: Logger;

  constructor(parts: {
    readonly store: ActStore;
    /** On what: whole documents, unless it says single copies. */
    readonly of?: keyof typeof purposes;
    readonly journal: Journal;
    readonly settlements: Settlements;
    readonly logger: Logger;
    /** Time between two looks for work. */
    readonly pauseMs?: number;
  }) {
    this.#store = parts.store;
    this.#journal = parts.journal;
    this.#logger = parts.logger;
    const of = parts.of ?? "documents";
    this.#purpose = purposes[of];
    const pauseMs = parts.pauseMs ?? 200;
    this.loop = new SteadyLoop({
      name: of === "documents" ? "status-writer" : "copy-status-writer",
      step: async () => ((await this.step()) > 0 ? 0 : pauseMs),
      logger: parts.logger,
    });
    // Acts settle when the indexer has read the block, so that act and flag are seen together. This is
    // for the rare case that a block is replaced after that.
    parts.settlements.onSettled(this.#purpose, (tx, { id }) => this.#store.reopen(tx, id));
  }

  /** One round. @returns how many acts were taken up */
  async step(): Promise<number> {
    const settled = await this.#store.settle();
    if (settled.effective + settled.refused > 0) {
      this.#logger.info({ ...settled }, "status acts settled");
    }
    return this.#store.transaction((tx) => this.#write(tx));
  }

  async #write(tx: Transaction): Promise<number> {
    const acts = await this.#store.takeRequested(tx, limits.statusActsPerRound);
    const late = acts.filter(isTooLate).map((act) => act.id);
    if (late.length > 0) await this.#store.refuse(tx, late, { error: "status.revoked_is_final" });
    const doable = acts.filter((act) => !isTooLate(act));
    for (const group of groupActs(doable, limits.statusEntriesPerTransaction)) {
      await this.#send(tx, group);
    }
    return acts.length;
  }

  async #send(tx: Transaction, group: GroupedActs): Promise<void> {
    const { id, hash } = await this.#journal.enqueue(tx, {
      role: "status",
      contract: "StatusLists",
      data: encodeListChanges(group),
      purpose: this.#purpose,
    });
    await this.#store.markSent(tx, group.acts, id);
    this.#logger.info(
      { acts: group.acts.length, lists: group.lists.length, transaction: hash },
      "status acts signed for the chain",
    );
  }
}

// An officer may have revoked on chain, past this service, after the act was accepted here. The contract would
// take the act, and it would mean nothing.
const isTooLate = (act: OpenAct): boolean => act.revoked && act.action !== "revoke";
