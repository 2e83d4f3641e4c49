import { fromHex, toHex } from "@sello/sdk";
import { encodeLogEntry, type Frontier, type HashedNode, hashLeaf } from "@sello/sdk/log";
import type { ChainEvent, Projection } from "../ledger/Projection.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import type { AnchoredEntry } from "./AnchoredEntry.ts";
import { LogContradiction } from "./errors.ts";
import { LogTree } from "./LogTree.ts";
import type { PgLogStore } from "./PgLogStore.ts";
import { toAnchoredEntry } from "./toAnchoredEntry.ts";

/**
 * The document log in our tables, as the contract's events tell it. Every entry is hashed again and must
 * give the root that the event states; if not, nothing is applied (`LogContradiction`). It is this that
 * makes a batch anchored.
 */
export class LogProjection implements Projection {
  readonly name = "document-log";
  readonly #store: PgLogStore;

  constructor(store: PgLogStore) {
    this.#store = store;
  }

  async apply(tx: Transaction, events: readonly ChainEvent[]): Promise<void> {
    const entries = events.filter(isBatchAppended).map(toAnchoredEntry);
    if (entries.length === 0) return;
    const { size } = await this.#store.head(tx);
    const frontier = await new LogTree(this.#store).frontier(size, tx);
    const nodes = entries.flatMap((entry) => appendTo(frontier, entry));
    await this.#store.append(tx, entries, nodes);
  }

  revertAfter(tx: Transaction, blockNumber: bigint): Promise<void> {
    return this.#store.revertAfter(tx, blockNumber);
  }
}

const isBatchAppended = ({ contract, name }: ChainEvent): boolean =>
  contract === "DocumentLog" && name === "BatchAppended";

function appendTo(frontier: Frontier, entry: AnchoredEntry): HashedNode[] {
  const { index, batchRoot, logRoot } = entry;
  if (index !== frontier.size) {
    throw new LogContradiction("log.index", "An entry does not follow the log that is stored.", {
      index,
      size: frontier.size,
    });
  }
  const leaf = encodeLogEntry({ ...entry, batchRoot: fromHex(batchRoot) });
  const nodes = frontier.append(hashLeaf(leaf));
  const computed = toHex(frontier.root());
  if (computed !== logRoot) {
    throw new LogContradiction("log.root", "The log's root is not that of its entries.", {
      index,
      stated: logRoot,
      computed,
    });
  }
  return nodes;
}
