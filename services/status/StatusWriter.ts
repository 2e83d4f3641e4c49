import type { Logger } from "../domain/Logger.ts";
import type { Loop } from "../domain/Loop.ts";
import { limits } from "../domain/limits.ts";
import type { Transaction } from "../domain/Transaction.ts";
import type { Journal } from "../ledger/Journal.ts";
import type { Settlements } from "../ledger/Settled.ts";
import { encodeFlagChange } from "./encodeFlagChange.ts";
import { type FlagChange, groupActs } from "./groupActs.ts";
import type { OpenAct, StatusStore } from "./StatusStore.ts";

// A transaction that reverted is tried once more: an act that cannot be done is then found and refused,
// and those that only shared its transaction go through.
const ATTEMPTS_MAX = 2;
const PURPOSE = "setFlags";

/**
 * Writes requested acts to the chain and learns what became of them. Any number of workers share the
 * work. The chain may be down: transactions are signed and kept by the journal, and delivered after.
 */
export class StatusWriter implements Loop {
  readonly name = "status-writer";
  readonly #store: StatusStore;
  readonly #journal: Journal;
  readonly #logger: Logger;
  readonly #pauseMs: number;
  #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #failure: string | null = null;

  constructor(parts: {
    readonly store: StatusStore;
    readonly journal: Journal;
    readonly settlements: Settlements;
    readonly logger: Logger;
    /** Time between two looks for work. */
    readonly pauseMs?: number;
  }) {
    this.#store = parts.store;
    this.#journal = parts.journal;
    this.#logger = parts.logger;
    this.#pauseMs = parts.pauseMs ?? 200;
    // Acts settle when the indexer has read the block, so that act and flag are seen together. This is
    // for the rare case that a block is replaced after that.
    parts.settlements.onSettled(PURPOSE, (tx, { id }) => this.#store.reopen(tx, id));
  }

  /** What the last round failed with; null when it went well. */
  get failure(): string | null {
    return this.#failure;
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#running = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** One round. @returns how many acts were taken up */
  async step(): Promise<number> {
    const settled = await this.#store.settle(ATTEMPTS_MAX);
    if (settled.effective + settled.refused + settled.retried > 0) {
      this.#logger.info({ ...settled }, "status acts settled");
    }
    return this.#store.transaction((tx) => this.#write(tx));
  }

  async #write(tx: Transaction): Promise<number> {
    const acts = await this.#store.takeRequested(tx, limits.statusActsPerRound);
    const late = acts.filter(isTooLate).map((act) => act.id);
    if (late.length > 0) await this.#store.refuse(tx, late, { error: "status.revoked_is_final" });
    const doable = acts.filter((act) => !isTooLate(act));
    for (const change of groupActs(doable, limits.statusWordsPerTransaction)) {
      await this.#send(tx, change);
    }
    return acts.length;
  }

  async #send(tx: Transaction, change: FlagChange): Promise<void> {
    const { id, hash } = await this.#journal.enqueue(tx, {
      role: "status",
      contract: "StatusLists",
      data: encodeFlagChange(change),
      purpose: PURPOSE,
    });
    await this.#store.markSent(tx, change.acts, id);
    this.#logger.info(
      { acts: change.acts.length, lists: change.lists.length, transaction: hash },
      "status acts signed for the chain",
    );
  }

  async #run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const taken = await this.#guardedStep();
      if (taken === 0) await pause(this.#pauseMs, stopping);
    }
  }

  async #guardedStep(): Promise<number> {
    try {
      const taken = await this.step();
      this.#failure = null;
      return taken;
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#logger.error(
        { error: this.#failure },
        "status acts could not be written; trying again",
      );
      return 0;
    }
  }
}

// An officer may have revoked on chain, past this service, after the act was accepted here.
const isTooLate = (act: OpenAct): boolean => act.revoked && act.action !== "revoke";

/** Waits; ends early, and quietly, when it is told to stop. */
function pause(ms: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopping.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      stopping.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    stopping.addEventListener("abort", finish, { once: true });
  });
}
