import { hashLeaf, type Slice } from "../../../sdk/index.ts";
import { type AuthorityId, type DocumentId, type DocumentTypeId, toHex } from "../../domain/ids.ts";
import type { Queryable, Row } from "../../domain/Transaction.ts";
import type { CopyBatch, CopyPlace, CopyStore } from "../../ledger/anchoring/CopyStore.ts";
import type { Revert } from "../../ledger/Settled.ts";

// The batch of a copy is the last one of its stream that does not begin after it, if it reaches that far.
const placeQuery = (where: string): string => `
  select s.authority_id, s.document_type_id, c.seq, c.jwt, b.*
  from copies c join streams s on s.id = c.stream_id
  left join lateral (
    select id, first_seq, count, root, state, error, log_index, anchored_at from batches
    where stream_id = c.stream_id and first_seq <= c.seq order by first_seq desc limit 1
  ) b on c.seq < b.first_seq + b.count
  where ${where}`;

const byPlace = placeQuery("c.stream_id = $1 and c.seq = $2");
const byDocument = placeQuery("c.document_id = $1 and c.copy_number = $2");

// Stored out of line and uncompressed, so that each piece is read from the page or two it lies on.
const slicesQuery = `
  select (select string_agg(substring(t.nodes from p.at + 1 for 32), ''::bytea order by p.n)
    from unnest($2::int[]) with ordinality as p (at, n)) as path
  from batch_trees t where t.batch_id = $1`;

const hashBytes = 32;
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Copies and the trees of their batches in PostgreSQL. */
export class PgCopyStore implements CopyStore {
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

  async slices(batch: number, slices: readonly Slice[]): Promise<readonly Uint8Array[]> {
    if (slices.length === 0) return [];
    const offsets = slices.map(({ offset }) => offset);
    const { rows } = await this.#database.query(slicesQuery, [batch, offsets]);
    const path = rows[0]?.path as Buffer | undefined;
    if (!path) return [];
    return slices.map((_, n) => path.subarray(n * hashBytes, (n + 1) * hashBytes));
  }
}

const toPlace = (row: Row | undefined): CopyPlace | null =>
  row
    ? {
        authority: toHex(row.authority_id as Buffer) as AuthorityId,
        documentType: toHex(row.document_type_id as Buffer) as DocumentTypeId,
        seq: Number(row.seq),
        leafHash: hashLeaf(row.jwt as string),
        batch: row.id === null ? null : toBatch(row),
      }
    : null;

const toBatch = (row: Row): CopyBatch => ({
  id: Number(row.id),
  firstSeq: Number(row.first_seq),
  count: row.count as number,
  root: toHex(row.root as Buffer),
  state: row.state as CopyBatch["state"],
  error: row.error as Revert | null,
  logIndex: row.log_index === null ? null : Number(row.log_index),
  anchoredAt: row.anchored_at === null ? null : Number(row.anchored_at),
});
