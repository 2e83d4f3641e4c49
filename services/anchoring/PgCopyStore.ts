import { authorityIdFrom, type DocumentId, documentTypeIdFrom, toHex } from "@sello/sdk";
import type { DeploymentId } from "../ledger/deployment/Deployment.ts";
import type { Revert } from "../ledger/Settled.ts";
import type { Queryable, Row } from "../platform/database/Transaction.ts";
import type { AppendedBy, CopyBatch, CopyPlace } from "./CopyPlace.ts";

// The inclusion path of a leaf, cut from its batch's tree as sdk/merkle/layout.ts says: level l holds
// ceil(count / 2^l) nodes of 32 bytes, and begins where the level below it ends. The tree lies out of line and
// uncompressed, so that each piece is read from the page or two it is on. The user of the path folds it and
// compares the root, so that a difference between the two descriptions of the layout would give no proof.
const pathQuery = `
  select string_agg(substring(t.nodes from (l.before + (l.at # 1)) * 32 + 1 for 32), ''::bytea
    order by l.level)
  from batch_trees t cross join (
    select level, nodes, b.leaf_index >> level as at,
      (sum(nodes) over (order by level) - nodes)::int as before
    from (
      select level, (b.count - 1 >> level) + 1 as nodes from generate_series(0, 30) as level
    ) as levels
    where nodes > 1
  ) as l
  where t.batch_id = b.id and l.at # 1 < l.nodes`;

// The batch of a copy is the last one of its stream that does not begin after it, if it reaches that far.
const placeQuery = (where: string): string => `
  select s.authority_id, s.document_type_id, c.seq, c.leaf, b.*,
    case when b.state = 'anchored' then (${pathQuery}) end as path
  from copies c join streams s on s.id = c.stream_id
  left join lateral (
    select i.*, coalesce((
        select get_byte(place, 0) * 256 + get_byte(place, 1) from (
          select substring(places from (c.seq - i.first_seq)::int * 2 + 1 for 2) as place
          from batch_trees where batch_id = i.id and c.seq < i.first_seq + i.count
        ) p where length(place) = 2
      ), (c.seq - i.first_seq)::int) as leaf_index
    from (
      select id, deployment, first_seq, count, root, state, error, log_index, anchored_at from batches
      where stream_id = c.stream_id and first_seq <= c.seq order by first_seq desc limit 1
    ) i
  ) b on c.seq < b.first_seq + b.count
  where ${where}`;

const byPlace = placeQuery("c.stream_id = $1 and c.seq = $2");
const byDocument = placeQuery("c.document_id = $1 and c.copy_number = $2");

const hashBytes = 32;
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Where copies stand, with the paths in their batches' trees: all that a proof has of its own, in one read of
 * PostgreSQL.
 */
export class PgCopyStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async byPlace(stream: number, seq: number): Promise<CopyPlace | null> {
    const { rows } = await this.#database.query(byPlace, [stream, seq]);
    return toPlace(rows[0]);
  }

  async byDocument(document: DocumentId, copyNumber: number): Promise<CopyPlace | null> {
    if (!uuidPattern.test(document)) return null;
    const { rows } = await this.#database.query(byDocument, [document, copyNumber]);
    return toPlace(rows[0]);
  }

  /** What appended an entry of a log; null when the log does not have it, as after a reorganisation. */
  async appendedBy(deployment: DeploymentId, logIndex: number): Promise<AppendedBy | null> {
    const { rows } = await this.#database.query(
      "select transaction_hash, block_number from log_entries where deployment = $1 and index = $2",
      [deployment, logIndex],
    );
    const [row] = rows;
    if (!row) return null;
    return {
      transactionHash: toHex(row.transaction_hash as Buffer),
      blockNumber: String(row.block_number),
    };
  }
}

const toPlace = (row: Row | undefined): CopyPlace | null =>
  row
    ? {
        authority: authorityIdFrom(row.authority_id as Buffer),
        documentType: documentTypeIdFrom(row.document_type_id as Buffer),
        seq: Number(row.seq),
        leafHash: row.leaf as Buffer,
        batch: row.id === null ? null : toBatch(row),
        path: toHashes(row.path as Buffer | null),
      }
    : null;

function toHashes(bytes: Buffer | null): readonly Uint8Array[] {
  if (bytes === null) return [];
  return Array.from({ length: bytes.length / hashBytes }, (_, n) =>
    bytes.subarray(n * hashBytes, (n + 1) * hashBytes),
  );
}

const toBatch = (row: Row): CopyBatch => ({
  id: Number(row.id),
  deployment: row.deployment as DeploymentId,
  leafIndex: row.leaf_index as number,
  count: row.count as number,
  root: toHex(row.root as Buffer),
  state: row.state as CopyBatch["state"],
  error: row.error as Revert | null,
  logIndex: row.log_index === null ? null : Number(row.log_index),
  anchoredAt: row.anchored_at === null ? null : Number(row.anchored_at),
});
