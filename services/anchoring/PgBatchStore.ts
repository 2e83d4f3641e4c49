import {
  type AuthorityId,
  authorityIdFrom,
  type DocumentTypeId,
  documentTypeIdFrom,
  type Hex,
  toHex,
} from "@sello/sdk";
import { type DeploymentId, firstDeployment } from "../ledger/deployment/Deployment.ts";
import type { Revert } from "../ledger/Settled.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Row, Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { ResealedLeaf } from "./Resealer.ts";

/** Copies of one stream that are in no batch yet: `count` of them from `firstSeq` on. */
export type PendingStream = {
  readonly stream: number;
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  readonly firstSeq: number;
  readonly count: number;
  /** Age of the oldest; null when it is missing, which contradicts the stream's counter. */
  readonly oldestAgeMs: number | null;
  /** Batches of the stream that are closed and not in the log yet. */
  readonly underWay: number;
};

/** What a batch is made of. */
export type BatchLeaves = {
  /** 32 bytes each (RFC 9162 §2.1.1), in order. */
  readonly hashes: readonly Uint8Array[];
  /** Which headers the JWTs have: rows of `jwt_headers`, each once. */
  readonly headers: readonly number[];
};

/** A batch to be stored. */
export type BatchDraft = {
  readonly stream: number;
  readonly firstSeq: number;
  readonly count: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** All levels of the tree (sdk/merkle/layout.ts). */
  readonly levels: Uint8Array;
  /** Which leaf each copy is (`ShuffledTree`). */
  readonly places: Uint8Array;
};

/** A batch whose append was reverted. */
export type RefusedBatch = {
  readonly id: number;
  readonly stream: number;
  readonly firstSeq: number;
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  readonly count: number;
  readonly root: Hex;
  readonly error: Revert | null;
  /** Appends tried so far. */
  readonly attempts: number;
  readonly sinceRefusalMs: number;
};

// First half of the advisory lock of a stream's batching; the second half is the stream's id.
const batchingLock = 0x5e110001;

// The end of a stream's last batch is found by one step down the index (stream_id, first_seq).
const batchedUpTo = `
  select first_seq + count as seq from batches
  where stream_id = s.id order by first_seq desc limit 1`;

const pendingQuery = `
  select s.id, s.authority_id, s.document_type_id, b.seq, s.next_seq - b.seq as count,
    extract(epoch from clock_timestamp() - c.created_at) * 1000 as age_ms,
    (select count(*) from batches u where u.stream_id = s.id and u.state <> 'anchored') as under_way
  from streams s
  cross join lateral (select coalesce((${batchedUpTo}), 0) as seq) b
  left join copies c on c.stream_id = s.id and c.seq = b.seq
  where s.next_seq > b.seq
  order by c.created_at nulls first`;

const refusedQuery = `
  select b.id, b.stream_id, b.first_seq, s.authority_id, s.document_type_id, b.count, b.root, b.error, b.attempts,
    extract(epoch from clock_timestamp() - b.refused_at) * 1000 as since_ms
  from batches b join streams s on s.id = b.stream_id
  where b.deployment = $1 and b.state <> 'anchored' and b.state = 'refused'
  order by b.id`;

/** Batches and the copies that they are made of, in PostgreSQL. */
export class PgBatchStore implements Transactor {
  readonly #database: Database;
  readonly #deployment: DeploymentId;

  /** @param deployment to whose log new batches go */
  constructor(database: Database, deployment: DeploymentId = firstDeployment) {
    this.#database = database;
    this.#deployment = deployment;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Streams with copies in no batch, oldest first. */
  async pending(): Promise<readonly PendingStream[]> {
    return (await this.#database.query(pendingQuery)).rows.map(toPendingStream);
  }

  /** False when another worker is batching the stream. Held until the transaction ends. */
  async tryLock(tx: Transaction, stream: number): Promise<boolean> {
    const { rows } = await tx.query("select pg_try_advisory_xact_lock($1, $2) as locked", [
      batchingLock,
      stream,
    ]);
    return rows[0]?.locked === true;
  }

  /** Where the next batch of the stream begins. Ask under the lock, in a statement of its own. */
  async batchedUpTo(tx: Transaction, stream: number): Promise<number> {
    const { rows } = await tx.query(
      `select (${batchedUpTo}) as seq from streams s where s.id = $1`,
      [stream],
    );
    return Number(rows[0]?.seq ?? 0);
  }

  /** Leaves of copies `firstSeq` … `firstSeq + count - 1`, in order; fewer if some are missing. */
  async leaves(
    tx: Transaction,
    stream: number,
    firstSeq: number,
    count: number,
  ): Promise<BatchLeaves> {
    // As one value, because thousands of rows would cost the driver more than the tree costs us.
    const { rows } = await tx.query<{ leaves: Buffer | null; headers: number[] | null }>(
      `select string_agg(leaf, ''::bytea order by seq) as leaves, array_agg(distinct header) as headers
       from copies where stream_id = $1 and seq >= $2 and seq < $2 + $3`,
      [stream, firstSeq, count],
    );
    const { leaves, headers } = rows[0] ?? { leaves: null, headers: null };
    return { hashes: cut(leaves ?? Buffer.alloc(0)), headers: headers ?? [] };
  }

  /** Puts copies that were signed again in the place of what they were; offsets count from `firstSeq`. */
  async replaceLeaves(
    tx: Transaction,
    stream: number,
    firstSeq: number,
    resealed: readonly ResealedLeaf[],
  ): Promise<void> {
    await tx.query(
      `update copies c set header = new.header, leaf = new.leaf, content = new.content
       from unnest($3::int[], $4::int[], $5::bytea[], $6::bytea[]) as new ("offset", header, leaf, content)
       where c.stream_id = $1 and c.seq = $2::bigint + new."offset"`,
      [
        stream,
        firstSeq,
        resealed.map(({ offset }) => offset),
        resealed.map(({ header }) => header),
        resealed.map(({ leaf }) => Buffer.from(leaf)),
        resealed.map(({ content }) => content),
      ],
    );
  }

  /** @returns the batch's id */
  async insert(tx: Transaction, batch: BatchDraft): Promise<number> {
    const { rows } = await tx.query(
      `insert into batches (stream_id, first_seq, count, root, deployment)
       values ($1, $2, $3, $4, $5) returning id`,
      [batch.stream, batch.firstSeq, batch.count, batch.root, this.#deployment],
    );
    const id = Number(rows[0]?.id);
    const sql = "insert into batch_trees (batch_id, nodes, places) values ($1, $2, $3)";
    await tx.query(sql, [id, batch.levels, batch.places]);
    return id;
  }

  /** Gives a batch that is not in the log another tree over the same copies. */
  async replaceTree(
    tx: Transaction,
    batch: number,
    { root, levels, places }: Pick<BatchDraft, "root" | "levels" | "places">,
  ): Promise<void> {
    await tx.query("update batches set root = $2 where id = $1", [batch, root]);
    const sql = "update batch_trees set nodes = $2, places = $3 where batch_id = $1";
    await tx.query(sql, [batch, levels, places]);
  }

  /** Names the journalled transaction that is to append the batch. */
  async sentWith(tx: Transaction, batch: number, transaction: bigint): Promise<void> {
    await tx.query("update batches set transaction_id = $2 where id = $1", [batch, transaction]);
  }

  /** Batches that the chain refused, oldest first. */
  async refused(): Promise<readonly RefusedBatch[]> {
    return (await this.#database.query(refusedQuery, [this.#deployment])).rows.map(toRefusedBatch);
  }

  /** Takes a refused batch for another try; false when it is refused no more, or another has it. */
  async reopen(tx: Transaction, batch: number): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update batches set state = 'closed', attempts = attempts + 1 where id =
         (select id from batches where id = $1 and state = 'refused' for update skip locked)`,
      [batch],
    );
    return rowCount === 1;
  }

  /**
   * Marks a batch that the contract refused as anchored if its entry is in the log by another's hand, with the same
   * count: the entry is what proves it, and not who sent it. Its event may have come before there was the batch.
   * @returns whether it is in the log
   */
  async claimEntry(tx: Transaction, batch: number): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update batches b set state = 'anchored', log_index = e.index, anchored_at = e.anchored_at,
         anchored_seen_at = now(), error = null
       from log_entries e, streams s
       where b.id = $1 and b.state = 'refused' and s.id = b.stream_id
         and e.deployment = b.deployment and e.batch_root = b.root and e.count = b.count
         and e.authority_id = s.authority_id and e.document_type_id = s.document_type_id`,
      [batch],
    );
    return rowCount === 1;
  }

  /** Marks the batch of this transaction as refused. A batch that is in the log stays anchored. */
  async refuse(tx: Transaction, transaction: bigint, error: Revert): Promise<void> {
    await tx.query(
      `update batches set state = 'refused', error = $2, refused_at = now()
       where transaction_id = $1 and state = 'closed'`,
      [transaction, JSON.stringify(error)],
    );
  }
}

const hashBytes = 32;

const cut = (hashes: Buffer): Uint8Array[] =>
  Array.from({ length: hashes.length / hashBytes }, (_, n) =>
    hashes.subarray(n * hashBytes, (n + 1) * hashBytes),
  );

const toPendingStream = (row: Row): PendingStream => ({
  stream: row.id as number,
  authority: authorityIdFrom(row.authority_id as Buffer),
  documentType: documentTypeIdFrom(row.document_type_id as Buffer),
  firstSeq: Number(row.seq),
  count: Number(row.count),
  oldestAgeMs: row.age_ms === null ? null : Number(row.age_ms),
  underWay: Number(row.under_way),
});

const toRefusedBatch = (row: Row): RefusedBatch => ({
  id: Number(row.id),
  stream: row.stream_id as number,
  firstSeq: Number(row.first_seq),
  authority: authorityIdFrom(row.authority_id as Buffer),
  documentType: documentTypeIdFrom(row.document_type_id as Buffer),
  count: row.count as number,
  root: toHex(row.root as Buffer),
  error: row.error as Revert | null,
  attempts: row.attempts as number,
  sinceRefusalMs: Number(row.since_ms),
});
