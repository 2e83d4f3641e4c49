import { type AuthorityId, authorityIdFrom, type DocumentId } from "@sello/sdk";
import type { Queryable, Row } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";

/** A batch in the log of which it is not known yet whether its copies' keys were current. */
export type UncheckedBatch = {
  readonly id: string;
  readonly authority: AuthorityId;
  /** Unix seconds. */
  readonly anchoredAt: number;
};

/** A copy with the header of its JWT, in base64url. */
export type CopyHeader = { readonly document: DocumentId; readonly header: string };

type BatchRow = Row & { id: string; authority_id: Buffer; anchored_at: string };

/** Documents that were anchored outside the term of their key, in `key_renewals`. */
export class PgKeyRenewals {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** Of those that the registry's knowledge has overtaken since. */
  async unchecked(): Promise<readonly UncheckedBatch[]> {
    const { rows } = await this.#database.query<BatchRow>(
      `select b.id, s.authority_id, b.anchored_at
       from batches b join streams s on s.id = b.stream_id
       where b.state = 'anchored' and not b.key_checked
         and b.anchored_seen_at < now() - $1 * interval '1 millisecond'
       order by b.id limit $2`,
      [limits.keyRenewalsLookMs, limits.keyRenewalsPerRound],
    );
    return rows.map((row) => ({
      id: row.id,
      authority: authorityIdFrom(row.authority_id),
      anchoredAt: Number(row.anchored_at),
    }));
  }

  async headers(batch: string): Promise<readonly CopyHeader[]> {
    const { rows } = await this.#database.query<CopyHeader & Row>(
      `select c.document_id as document, h.header
       from batches b join copies c on c.stream_id = b.stream_id
         and c.seq >= b.first_seq and c.seq < b.first_seq + b.count
       join jwt_headers h on h.id = c.header
       where b.id = $1`,
      [batch],
    );
    return rows;
  }

  /** Notes what was found in a batch. A second time changes nothing. */
  async keep(batch: string, documents: readonly DocumentId[]): Promise<void> {
    await this.#database.query(
      `with found as (
         insert into key_renewals (document_id) select unnest($2::uuid[]) on conflict do nothing)
       update batches set key_checked = true where id = $1`,
      [batch, documents],
    );
  }

  /** Those that were not tried of late, the ones never tried first. */
  async open(): Promise<readonly DocumentId[]> {
    const { rows } = await this.#database.query<{ document_id: DocumentId }>(
      `select document_id from key_renewals
       where settled_at is null
         and (tried_at is null or tried_at < now() - $1 * interval '1 millisecond')
       order by tried_at nulls first, found_at, document_id limit $2`,
      [limits.keyRenewalsRetryMs, limits.keyRenewalsPerRound],
    );
    return rows.map(({ document_id }) => document_id);
  }

  /** Why it could not be renewed now; it is tried again. */
  async postpone(document: DocumentId, error: string, failed: boolean): Promise<void> {
    await this.#database.query(
      "update key_renewals set tried_at = now(), error = $2, failed = $3 where document_id = $1",
      [document, error, failed],
    );
  }

  /** Renewed, or it needs that no more. @param renewedBy what took its place, if anything did */
  async settle(document: DocumentId, renewedBy: DocumentId | null): Promise<void> {
    await this.#database.query(
      `update key_renewals set settled_at = now(), error = null, failed = false,
         renewed_by = coalesce($2, (select replaced_by from documents where id = $1))
       where document_id = $1`,
      [document, renewedBy],
    );
  }
}
