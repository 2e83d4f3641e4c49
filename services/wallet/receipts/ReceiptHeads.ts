import type { DocumentId } from "@sello/sdk";
import { MerkleTree } from "@sello/sdk/log";
import type { Issuing } from "../../issuing/Issuing.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { Conflict, ServiceError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import type { Authority, Registry } from "../../registry/Registry.ts";
import type { PgReceipts } from "./PgReceipts.ts";
import { receiptLimits } from "./receiptLimits.ts";

/** Name of the type that such a document is of. */
const typeName = "receipt-head";

/**
 * Puts the hashes of consent receipts into the log: a document by the city about itself, with the root of a tree of those that
 * wait. Its number is its natural key, so two processes make one. There is nothing personal in it.
 */
export class ReceiptHeads {
  readonly loop: SteadyLoop;
  readonly #store: PgReceipts;
  readonly #issuing: Pick<Issuing, "issue">;
  readonly #registry: Pick<Registry, "all">;
  readonly #logger: Logger;

  constructor(parts: {
    readonly store: PgReceipts;
    readonly issuing: Pick<Issuing, "issue">;
    readonly registry: Pick<Registry, "all">;
    readonly logger: Logger;
  }) {
    this.#store = parts.store;
    this.#issuing = parts.issuing;
    this.#registry = parts.registry;
    this.#logger = parts.logger;
    const step = () => this.turn();
    this.loop = new SteadyLoop({ name: "receipt-heads", step, logger: parts.logger });
  }

  /** Makes a document of those that wait, if any do and it is time. @returns how long to wait, in milliseconds */
  async turn(): Promise<number> {
    // In this order: who has made the next one meanwhile has its number.
    const { number, age } = await this.#store.newestHead();
    const leaves = await this.#store.waiting(receiptLimits.perHead);
    if (leaves.length === 0) return receiptLimits.lookMs;
    const isFull = leaves.length === receiptLimits.perHead;
    if (!isFull && age !== null && age < receiptLimits.headSeconds) return receiptLimits.lookMs;
    try {
      await this.#make(number + 1, leaves);
      return isFull ? 0 : receiptLimits.lookMs;
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status >= 500) throw error;
      this.#logger.warn(
        { code: error.code, number: number + 1 },
        "the city may not put receipts into the log: accredit it for receipt-head (docs/decisions/0215)",
      );
      return receiptLimits.retryMs;
    }
  }

  async #make(number: number, leaves: readonly Uint8Array[]): Promise<void> {
    const city = await this.#city();
    if (city === null) return;
    const root = Buffer.from(MerkleTree.fromLeaves(leaves).root).toString("hex");
    const claims = { number, count: leaves.length, root };
    const within = (tx: Transaction, document: DocumentId) =>
      this.#store.anchor(tx, { number, document }, leaves);
    try {
      await this.#issuing.issue({ authority: city.id, type: typeName, claims }, { within });
    } catch (error) {
      // Another process has made the one of this number.
      if (!(error instanceof Conflict) || !("document" in error.data)) throw error;
    }
  }

  async #city(): Promise<Authority | null> {
    return (await this.#registry.all()).find(({ parent }) => parent === null) ?? null;
  }
}
