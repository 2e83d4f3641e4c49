import { createHash } from "node:crypto";
import { type AuthorityId, type DocumentTypeId, fromHex, toHex } from "@sello/sdk";
import { encodeLogEntry, hashLeaf } from "@sello/sdk/log";
import { decodeFunctionData } from "viem";
import { documentLogAbi } from "../../../services/ledger/evm/abi/documentLogAbi.ts";
import type { Journal, JournalRequest } from "../../../services/ledger/Journal.ts";
import type { ChainEvent, Projection } from "../../../services/ledger/Projection.ts";
import type { Revert, SettledHandler, Settlements } from "../../../services/ledger/Settled.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import type { Transaction } from "../../../services/platform/database/Transaction.ts";

const hash = (...parts: Uint8Array[]) => {
  const sha = createHash("sha256");
  for (const part of parts) sha.update(part);
  return sha.digest();
};

/** RFC 9162 §2.1.1, as it is written there. */
export function rfcRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  const [first] = leafHashes;
  if (first === undefined) return hash();
  if (leafHashes.length === 1) return first;
  let split = 1;
  while (split * 2 < leafHashes.length) split *= 2;
  const [left, right] = [leafHashes.slice(0, split), leafHashes.slice(split)];
  return hash(Uint8Array.of(1), rfcRoot(left), rfcRoot(right));
}

type Entry = {
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  readonly root: `0x${string}`;
  readonly count: number;
};

/** As the second edition of the contract knows entries: by their count as well. */
const keyOf = ({ authority, documentType, root, count }: Entry): string =>
  `${authority}/${documentType}/${root}/${count}`;

/**
 * Journal, sender, contract and indexer in one, over the real tables: calls are journalled in the
 * caller's transaction and take effect when the test says so.
 */
export class FakeLogChain implements Journal, Settlements {
  readonly #database: Database;
  readonly #projections: readonly Projection[];
  readonly #handlers: SettledHandler[] = [];
  #leaves: { readonly hash: Uint8Array; readonly key: string; readonly block: number }[] = [];
  block = 0;
  /** What the contract answers to an append: null takes it. */
  refusal: (entry: Entry) => Revert | null = () => null;

  constructor(database: Database, projections: readonly Projection[]) {
    this.#database = database;
    this.#projections = projections;
  }

  get size(): number {
    return this.#leaves.length;
  }

  onSettled(_purpose: string, handler: SettledHandler): void {
    this.#handlers.push(handler);
  }

  async enqueue(tx: Transaction, request: JournalRequest) {
    const { rows } = await tx.query<{ next_nonce: string }>(
      `insert into chain_senders (address, role, next_nonce) values ('\\xaa', 'anchor', 1)
       on conflict (chain, role) do update set next_nonce = chain_senders.next_nonce + 1
       returning next_nonce`,
    );
    const nonce = rows[0]?.next_nonce;
    const digest = createHash("sha256").update(`transaction ${nonce}`).digest();
    const stored = await tx.query<{ id: string }>(
      `insert into chain_transactions (sender, nonce, hash, raw, purpose)
       values ('\\xaa', $1, $2, $3, $4) returning id`,
      [nonce, digest, fromHex(request.data), request.purpose],
    );
    return { id: BigInt(stored.rows[0]?.id ?? 0), hash: toHex(digest) };
  }

  /** Mines and settles everything that was journalled, one block each, and indexes it. */
  async mine(): Promise<void> {
    await this.index(await this.settle());
  }

  async settle(): Promise<readonly ChainEvent[]> {
    const { rows } = await this.#database.query(
      "select id, raw, hash from chain_transactions where state = 'signed' order by id",
    );
    const events: ChainEvent[] = [];
    for (const row of rows) {
      const id = BigInt(row.id as string);
      const entry = decode(row.raw as Buffer);
      this.block += 1;
      const revert = this.#revertOf(entry);
      if (revert === null) events.push(this.#append(entry, toHex(row.hash as Buffer)));
      await this.#settleOne(id, toHex(row.hash as Buffer), revert);
    }
    return events;
  }

  /** An append by somebody else, which is in no journal of ours. */
  foreign(entry: Entry): ChainEvent {
    this.block += 1;
    return this.#append(entry, toHex(Buffer.alloc(32, 7)));
  }

  index(events: readonly ChainEvent[]): Promise<void> {
    return this.#database.transaction(async (tx) => {
      for (const projection of this.#projections) await projection.apply(tx, events);
      await tx.query(
        `insert into chain_cursor (block_number, block_hash) values ($1, '\\x00')
         on conflict (deployment) do update set block_number = $1`,
        [this.block],
      );
    });
  }

  /** The chain takes back all blocks above this one. */
  async reorganise(block: number): Promise<void> {
    this.#leaves = this.#leaves.filter((leaf) => leaf.block <= block);
    this.block = block;
    await this.#database.transaction(async (tx) => {
      for (const projection of this.#projections) {
        await projection.revertAfter(tx, BigInt(block));
      }
      await tx.query(
        `update chain_transactions set state = 'signed', block_number = null
         where block_number > $1`,
        [block],
      );
      await tx.query("update chain_cursor set block_number = $1", [block]);
    });
  }

  #revertOf(entry: Entry): Revert | null {
    const index = this.#leaves.findIndex(({ key }) => key === keyOf(entry));
    if (index < 0) return this.refusal(entry);
    return { error: "DocumentLog_AlreadyAppended", args: { batchRoot: entry.root, index } };
  }

  #append(entry: Entry, transactionHash: `0x${string}`): ChainEvent {
    const index = this.#leaves.length;
    const anchoredAt = 1_800_000_000 + this.block;
    const leaf = encodeLogEntry({ ...entry, batchRoot: fromHex(entry.root), anchoredAt });
    this.#leaves.push({ hash: hashLeaf(leaf), key: keyOf(entry), block: this.block });
    return {
      contract: "DocumentLog",
      name: "BatchAppended",
      args: {
        index: String(index),
        authority: entry.authority,
        documentType: entry.documentType,
        batchRoot: entry.root,
        count: String(entry.count),
        anchoredAt: String(anchoredAt),
        logRoot: toHex(rfcRoot(this.#leaves.map((each) => each.hash))),
      },
      blockNumber: BigInt(this.block),
      logIndex: 0,
      blockTime: BigInt(anchoredAt),
      transactionHash,
    };
  }

  #settleOne(id: bigint, transaction: `0x${string}`, revert: Revert | null): Promise<void> {
    const state = revert === null ? "mined" : "reverted";
    const common = {
      id,
      hash: transaction,
      purpose: "append",
      blockNumber: BigInt(this.block),
      blockTime: 0n,
    };
    return this.#database.transaction(async (tx) => {
      await tx.query("update chain_transactions set state = $2, block_number = $3 where id = $1", [
        id,
        state,
        this.block,
      ]);
      for (const handler of this.#handlers) {
        await handler(
          tx,
          revert === null
            ? { ...common, state: "mined", revert }
            : { ...common, state: "reverted", revert },
        );
      }
    });
  }
}

function decode(data: Uint8Array): Entry {
  const call = decodeFunctionData({ abi: documentLogAbi, data: toHex(data) });
  if (call.functionName !== "append") throw new Error(`unexpected call of ${call.functionName}`);
  const [authority, documentType, root, count] = call.args;
  return {
    authority: authority as AuthorityId,
    documentType: documentType as DocumentTypeId,
    root,
    count: Number(count),
  };
}
