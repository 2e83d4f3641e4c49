import { authorityIdFrom, documentTypeIdFrom, fromHex, toHex } from "@sello/sdk";
import { type HashedNode, type TreeNode, toEntryCount } from "@sello/sdk/log";
import { type DeploymentId, firstDeployment } from "../ledger/deployment/Deployment.ts";
import type { Queryable, Row, Transaction } from "../platform/database/Transaction.ts";
import type { AnchoredEntry, LogHead } from "./AnchoredEntry.ts";

const emptyHead: LogHead = { size: 0, root: new Uint8Array() };

const headQuery = `
  select index, log_root from log_entries where deployment = $1 order by index desc limit 1`;
const confirmedHeadQuery = `
  select index, log_root from log_entries
  where deployment = $1
    and block_number <= (select block_number from chain_cursor where deployment = $1) - $2
  order by index desc limit 1`;

const insertEntries = `
  insert into log_entries
    (index, authority_id, document_type_id, batch_root, count, anchored_at, log_root, block_number,
     transaction_hash, deployment)
  select *, $10 from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[], $5::numeric[], $6::bigint[],
    $7::bytea[], $8::bigint[], $9::bytea[])`;

// The event alone makes a batch anchored, and only if it names this batch in all its parts.
const anchorBatches = `
  update batches b
  set state = 'anchored', log_index = e.index, anchored_at = e.anchored_at, anchored_seen_at = now(),
    error = null
  from log_entries e, streams s
  where e.deployment = $2 and e.index >= $1 and b.deployment = e.deployment and b.root = e.batch_root and b.count = e.count and s.id = b.stream_id
    and s.authority_id = e.authority_id and s.document_type_id = e.document_type_id`;

/** The document log of one deployment, as read from its chain: entries, and the hashes of its complete subtrees, in PostgreSQL. */
export class PgLogStore {
  readonly #database: Queryable;
  readonly #deployment: DeploymentId;

  constructor(database: Queryable, deployment: DeploymentId = firstDeployment) {
    this.#database = database;
    this.#deployment = deployment;
  }

  /** The log of all blocks that have `confirmations` or more on top; size 0 without one. */
  async head(db: Queryable = this.#database, confirmations = 0): Promise<LogHead> {
    const { rows } =
      confirmations === 0
        ? await db.query(headQuery, [this.#deployment])
        : await db.query(confirmedHeadQuery, [this.#deployment, confirmations]);
    const [row] = rows;
    return row ? { size: Number(row.index) + 1, root: row.log_root as Buffer } : emptyHead;
  }

  /** Root of the first `size` entries; null when the log is smaller. */
  async rootAt(size: number, db: Queryable = this.#database): Promise<Uint8Array | null> {
    const { rows } = await db.query(
      "select log_root from log_entries where deployment = $1 and index = $2",
      [this.#deployment, size - 1],
    );
    return (rows[0]?.log_root as Buffer | undefined) ?? null;
  }

  /** In order of index; fewer than `limit` at the end. */
  async entries(start: number, limit: number): Promise<readonly AnchoredEntry[]> {
    const { rows } = await this.#database.query(
      "select * from log_entries where deployment = $3 and index >= $1 order by index limit $2",
      [start, limit, this.#deployment],
    );
    return rows.map(toEntry);
  }

  /** Those that are stored, in no order. */
  async nodes(
    wanted: readonly TreeNode[],
    db: Queryable = this.#database,
  ): Promise<readonly HashedNode[]> {
    const { rows } = await db.query(
      `select level, index, hash from log_nodes
       join unnest($1::smallint[], $2::bigint[]) as wanted (level, index) using (level, index)
       where deployment = $3`,
      [wanted.map(({ level }) => level), wanted.map(({ index }) => index), this.#deployment],
    );
    return rows.map((row) => ({
      level: row.level as number,
      index: Number(row.index),
      hash: row.hash as Buffer,
    }));
  }

  /** Adds entries with the subtrees they complete, and marks the batches that they anchor. */
  async append(
    tx: Transaction,
    entries: readonly AnchoredEntry[],
    nodes: readonly HashedNode[],
  ): Promise<void> {
    await tx.query(insertEntries, [...toColumns(entries), this.#deployment]);
    await tx.query(
      `insert into log_nodes (level, index, hash, deployment)
       select *, $4 from unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
      [
        nodes.map(({ level }) => level),
        nodes.map(({ index }) => index),
        nodes.map(toHash),
        this.#deployment,
      ],
    );
    await tx.query(anchorBatches, [entries[0]?.index ?? 0, this.#deployment]);
  }

  /** Takes back the entries of blocks above `blockNumber`; their batches are under way again. */
  async revertAfter(tx: Transaction, blockNumber: bigint): Promise<void> {
    await tx.query("delete from log_entries where deployment = $1 and block_number > $2", [
      this.#deployment,
      blockNumber,
    ]);
    const { size } = await this.head(tx);
    // A subtree of level l is complete while the log has (index + 1) × 2^l entries or more.
    await tx.query(
      `delete from log_nodes n using generate_series(0, 62) l
       where n.deployment = $2 and n.level = l and n.index >= $1::bigint >> l`,
      [size, this.#deployment],
    );
    await tx.query(
      `update batches set state = 'closed', log_index = null, anchored_at = null,
         anchored_seen_at = null where deployment = $2 and log_index >= $1`,
      [size, this.#deployment],
    );
  }
}

const toHash = ({ hash }: HashedNode): Uint8Array => hash;

const toColumns = (entries: readonly AnchoredEntry[]): unknown[] => [
  entries.map(({ index }) => index),
  entries.map(({ authority }) => fromHex(authority)),
  entries.map(({ documentType }) => fromHex(documentType)),
  entries.map(({ batchRoot }) => fromHex(batchRoot)),
  entries.map(({ count }) => String(count)),
  entries.map(({ anchoredAt }) => anchoredAt),
  entries.map(({ logRoot }) => fromHex(logRoot)),
  entries.map(({ blockNumber }) => blockNumber),
  entries.map(({ transactionHash }) => fromHex(transactionHash)),
];

const toEntry = (row: Row): AnchoredEntry => ({
  index: Number(row.index),
  authority: authorityIdFrom(row.authority_id as Buffer),
  documentType: documentTypeIdFrom(row.document_type_id as Buffer),
  batchRoot: toHex(row.batch_root as Buffer),
  count: toEntryCount(row.count as string),
  anchoredAt: Number(row.anchored_at),
  logRoot: toHex(row.log_root as Buffer),
  blockNumber: BigInt(row.block_number as string),
  transactionHash: toHex(row.transaction_hash as Buffer),
});
