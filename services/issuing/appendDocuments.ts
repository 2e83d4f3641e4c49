import type { DocumentId } from "@sello/sdk";
import type { Queryable, Transaction } from "../platform/database/Transaction.ts";
import { selectStatuses } from "../status/selectStatuses.ts";
import type { CopyDraft, DocumentDraft } from "./DocumentDraft.ts";
import type { CurrentDocuments } from "./StoredDocument.ts";

// Rows travel as columns: ids and JWTs joined by newlines (which none of them holds), digests as one
// byte string cut by the server. Arrays of a thousand texts would be quoted here and parsed there,
// and cost more than the insert.

const digestBytes = 16;

export const joinLines = (values: readonly (string | number)[]): string => values.join("\n");

/** SQL for the lines of a parameter. */
const lines = (parameter: string): string => `string_to_array(${parameter}, e'\\n', '')`;

/** SQL for the n-th digest of a parameter, n counting from 1. */
const digest = (parameter: string): string =>
  `substring(${parameter}::bytea from (n::int - 1) * ${digestBytes} + 1 for ${digestBytes})`;

/** Locks the stream, so that its numbers have no gaps. @returns the number that is next */
export async function lockStream(tx: Transaction, streamId: number): Promise<bigint> {
  const { rows } = await tx.query<{ next_seq: string }>(
    "select next_seq from streams where id = $1 for update",
    [streamId],
  );
  if (rows[0] === undefined) throw new Error(`stream ${streamId} is not there`);
  return BigInt(rows[0].next_seq);
}

/** For the person key of a document that is nobody's, in a string of digests. */
const nobody = Buffer.alloc(digestBytes);

/** Inserts first revisions. @returns ids of those whose natural key was free */
export async function insertDocuments(
  tx: Transaction,
  streamId: number,
  drafts: readonly DocumentDraft[],
): Promise<ReadonlySet<DocumentId>> {
  const { rows } = await tx.query<{ id: DocumentId }>(
    `insert into documents (id, stream_id, expires_at, natural_key, claims_digest, person_key)
     select id::uuid, $1, to_timestamp(expires_at::bigint), ${digest("$4")}, ${digest("$5")},
       nullif(${digest("$6")}, $7)
     from unnest(${lines("$2")}, ${lines("$3")}) with ordinality as draft (id, expires_at, n)
     on conflict (stream_id, natural_key) where replaced_by is null do nothing
     returning id`,
    [
      streamId,
      joinLines(drafts.map(({ id }) => id)),
      joinLines(drafts.map(({ expiresAt }) => expiresAt ?? "")),
      Buffer.concat(drafts.map(({ record }) => record.naturalKey)),
      Buffer.concat(drafts.map(({ record }) => record.claimsDigest)),
      Buffer.concat(drafts.map(({ record }) => record.personKey ?? nobody)),
      nobody,
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

export type CopyRow = CopyDraft & { readonly document: DocumentId; readonly copyNumber: number };

/** Inserts copies as numbers `firstSeq` and on of the locked stream. */
export async function insertCopies(
  tx: Transaction,
  streamId: number,
  firstSeq: bigint,
  copies: readonly CopyRow[],
): Promise<void> {
  if (copies.length === 0) return;
  await tx.query(
    `with appended as (
       insert into copies
         (stream_id, seq, document_id, copy_number, status_list, status_index, jwt, disclosures)
       select $1, $2::bigint + n - 1, document::uuid, copy_number::int, list::int, index::int,
         jwt, coalesce(disclosures, '')
       from unnest(${lines("$3")}, ${lines("$4")}, ${lines("$5")}, ${lines("$6")}, ${lines("$7")},
         ${lines("$8")}) with ordinality
         as copy (document, copy_number, list, index, jwt, disclosures, n))
     update streams set next_seq = $2::bigint + $9 where id = $1`,
    [
      streamId,
      firstSeq.toString(),
      joinLines(copies.map(({ document }) => document)),
      joinLines(copies.map(({ copyNumber }) => copyNumber)),
      joinLines(copies.map(({ place }) => place.list)),
      joinLines(copies.map(({ place }) => place.index)),
      joinLines(copies.map(({ jwt }) => jwt)),
      joinLines(copies.map(({ disclosures }) => disclosures)),
      copies.length,
    ],
  );
}

type CurrentRow = {
  readonly id: DocumentId;
  readonly key: Buffer;
  readonly claims: Buffer;
  /** null: it does not end. */
  readonly expired: boolean | null;
};

/**
 * The documents that hold natural keys now. There is one of each key at most; the limit says so to the planner,
 * which then goes down the index for each key. Without it, and with few statistics, it read the whole stream to
 * join it with a single key.
 */
export async function selectCurrent(
  queryable: Queryable,
  streamId: number,
  naturalKeys: readonly Buffer[],
): Promise<CurrentDocuments> {
  const { rows } = await queryable.query<CurrentRow>(
    `select d.id, d.natural_key as key, d.claims_digest as claims, d.expires_at <= now() as expired
     from generate_series(1, $3::int) as n
     join lateral (
       select id, natural_key, claims_digest, expires_at from documents
       where stream_id = $1 and natural_key = ${digest("$2")} and replaced_by is null
       limit 1
     ) as d on true`,
    [streamId, Buffer.concat(naturalKeys), naturalKeys.length],
  );
  // Few records are known when a file is imported, so most calls end here.
  if (rows.length === 0) return new Map();
  const statuses = await selectStatuses(
    queryable,
    rows.map(({ id }) => id),
  );
  return new Map(
    rows.map(({ id, key, claims, expired }) => {
      const status = statuses.get(id)?.value ?? "valid";
      const state = expired && status !== "revoked" ? "expired" : status;
      return [key.toString("hex"), { id, claimsDigest: claims, state }];
    }),
  );
}
