import { createHash, randomBytes } from "node:crypto";
import { type Hex, toHex } from "@sello/sdk";
import { emptyStatusHead, nextStatusHead } from "@sello/sdk/log";
import { decodeFunctionData } from "viem";
import { statusListsAbi } from "../../../services/ledger/evm/abi/statusListsAbi.ts";
import type {
  Journal,
  JournalledTransaction,
  JournalRequest,
} from "../../../services/ledger/Journal.ts";
import type { Ledger, LedgerHealth } from "../../../services/ledger/Ledger.ts";
import type { ChainEvent } from "../../../services/ledger/Projection.ts";
import type { Settled, SettledHandler, Settlements } from "../../../services/ledger/Settled.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import type { Transaction } from "../../../services/platform/database/Transaction.ts";
import { StatusProjection } from "../../../services/status/StatusProjection.ts";

type Call = {
  readonly owner: Hex;
  readonly acting: Hex;
  readonly list: bigint;
  readonly changes: Hex;
};
type Block = {
  readonly number: bigint;
  readonly before: ReadonlyMap<string, Hex>;
  readonly transactions: readonly Waiting[];
};
type Waiting = { readonly id: bigint; readonly hash: Hex; readonly calls: readonly Call[] };

// As nodes and their libraries write an account: the capitals are a checksum.
const ACCOUNT: Hex = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

class Reverted extends Error {}

/**
 * The rules of the contract StatusLists in memory, with a journal that stores transactions and an
 * indexer that reads every block when it is made. `down` makes it keep transactions until later.
 */
export class FakeStatusChain implements Journal, Ledger, Settlements {
  readonly description = {
    chainId: 1,
    contracts: { AuthorityRegistry: "0x01", DocumentLog: "0x02", StatusLists: "0x03" },
  } as const;
  down = false;
  /** Authorities for which the service's account may not act. */
  readonly withoutRole = new Set<Hex>();
  time = 1_799_999_000n;
  readonly sent: Call[][] = [];
  readonly #database: Database;
  readonly #projection = new StatusProjection();
  readonly #heads = new Map<string, Hex>();
  readonly #handlers: SettledHandler[] = [];
  #waiting: Waiting[] = [];
  #lastChange: Block | null = null;
  #block = 0n;
  #nonce = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  onSettled(_purpose: string, handler: SettledHandler): void {
    this.#handlers.push(handler);
  }

  async enqueue(tx: Transaction, request: JournalRequest): Promise<JournalledTransaction> {
    const hash = toHex(createHash("sha256").update(randomBytes(16)).digest());
    const sender = Buffer.alloc(20, 7);
    await tx.query(
      "insert into chain_senders (address, role) values ($1, 'status') on conflict do nothing",
      [sender],
    );
    const { rows } = await tx.query<{ id: string }>(
      `insert into chain_transactions (sender, nonce, hash, raw, purpose)
       values ($1, $2, $3, $4, $5) returning id`,
      [sender, this.#nonce++, Buffer.from(hash.slice(2), "hex"), request.data, request.purpose],
    );
    const id = BigInt(rows[0]?.id ?? 0);
    this.#waiting.push({ id, hash, calls: decode(request.data) });
    return { id, hash };
  }

  /** An officer's own transaction, sent past the service and mined before all that waits. */
  overtake(call: Call): void {
    this.#waiting.unshift({ id: 0n, hash: toHex(randomBytes(32)), calls: [call] });
  }

  /** A reorganisation: the last block that changed something is undone, then made again. */
  async replaceLastChange(): Promise<void> {
    const block = this.#lastChange;
    if (block === null) throw new Error("nothing has changed yet");
    this.#restore(block.before);
    await this.#database.transaction(async (tx) => {
      await this.#projection.revertAfter(tx, block.number - 1n);
      await tx.query("update chain_cursor set block_number = $1", [String(block.number - 1n)]);
      for (const transaction of block.transactions) await this.#settle(tx, transaction, null);
    });
    this.#waiting.unshift(...block.transactions);
  }

  /** Makes a block of all that waits, unless the chain is down; the indexer reads it. */
  async mine(): Promise<void> {
    if (this.down) return;
    const waiting = await this.#takeCommitted();
    this.#block += 1n;
    this.time += 1n;
    const events: ChainEvent[] = [];
    const before = new Map(this.#heads);
    await this.#database.transaction(async (tx) => {
      for (const transaction of waiting) await this.#execute(tx, transaction, events);
      await this.#projection.apply(tx, events);
      await tx.query(
        `insert into chain_cursor (block_number, block_hash) values ($1, '\\x00')
         on conflict (deployment) do update set block_number = excluded.block_number`,
        [String(this.#block)],
      );
      await tx.query(
        "insert into chain_seen_blocks (number, hash, time) values ($1, '\\x00', $2)",
        [String(this.#block), String(this.time)],
      );
    });
    if (events.length > 0) {
      this.#lastChange = { number: this.#block, before, transactions: waiting };
    }
  }

  async health(): Promise<LedgerHealth> {
    return {
      reachable: !this.down,
      blockNumber: this.down ? null : this.#block,
      indexerLagBlocks: this.down ? null : 0n,
      oldestUnminedMs: null,
      contradiction: null,
    };
  }

  /** What waits and is committed: a sender sees nothing else of the journal. */
  async #takeCommitted(): Promise<Waiting[]> {
    const { rows } = await this.#database.query<{ id: string }>(
      "select id from chain_transactions",
    );
    const committed = new Set([0n, ...rows.map((row) => BigInt(row.id))]);
    const taken = this.#waiting.filter(({ id }) => committed.has(id));
    this.#waiting = this.#waiting.filter(({ id }) => !committed.has(id));
    return taken;
  }

  async #execute(tx: Transaction, sent: Waiting, events: ChainEvent[]): Promise<void> {
    this.sent.push([...sent.calls]);
    const before = new Map(this.#heads);
    const mark = events.length;
    let revert: string | null = null;
    try {
      for (const call of sent.calls) this.#changeStatus(sent.hash, call, events);
    } catch (error) {
      if (!(error instanceof Reverted)) throw error;
      revert = error.message;
      events.length = mark;
      this.#restore(before);
    }
    await this.#settle(tx, sent, revert);
  }

  async #settle(tx: Transaction, { id, hash }: Waiting, revert: string | null): Promise<void> {
    const error = revert === null ? null : { error: revert, args: {} };
    await tx.query(
      `update chain_transactions set state = $2, block_number = $3, block_time = $4, error = $5
       where id = $1`,
      [
        String(id),
        error === null ? "mined" : "reverted",
        String(this.#block),
        String(this.time),
        error,
      ],
    );
    const facts = {
      id,
      hash,
      purpose: "changeStatus",
      blockNumber: this.#block,
      blockTime: this.time,
    };
    const settled: Settled =
      error === null
        ? { ...facts, state: "mined", revert: null }
        : { ...facts, state: "reverted", revert: error };
    for (const handle of this.#handlers) await handle(tx, settled);
  }

  #changeStatus(transactionHash: Hex, call: Call, events: ChainEvent[]): void {
    const { owner, acting, list, changes } = call;
    if (this.withoutRole.has(acting)) throw new Reverted("AuthorityRegistry_MissingRole");
    const key = `${owner}/${list}`;
    const event = { ...call, officer: ACCOUNT, timestamp: this.time };
    const head = nextStatusHead(this.#heads.get(key) ?? emptyStatusHead, event);
    this.#heads.set(key, head);
    events.push({
      contract: "StatusLists",
      name: "StatusChanged",
      args: {
        owner,
        acting,
        changes,
        officer: ACCOUNT,
        head,
        list: String(list),
        timestamp: String(this.time),
      },
      blockNumber: this.#block,
      logIndex: events.length,
      blockTime: this.time,
      transactionHash,
    });
  }

  #restore(heads: ReadonlyMap<string, Hex>): void {
    this.#heads.clear();
    for (const [key, value] of heads) this.#heads.set(key, value);
  }
}

function decode(data: Hex): Call[] {
  const { functionName, args } = decodeFunctionData({ abi: statusListsAbi, data });
  if (functionName === "multicall") return args[0].flatMap(decode);
  if (functionName !== "changeStatus") throw new Error(`unexpected ${functionName}`);
  const [owner, acting, list, changes] = args;
  return [{ owner, acting, list, changes }];
}
