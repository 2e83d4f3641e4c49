import { officerOf } from "../http/Caller.ts";
import type { Queryable } from "../platform/database/Transaction.ts";
import type { DocumentDraft } from "./DocumentDraft.ts";
import type { IdempotencyKey } from "./IssuedDocument.ts";

// One statement is one round trip and one transaction. Each step asks for the one before, so that what is taken
// in the meantime is waited for in the same order as `appendDocuments.ts` and `remember` take it: the idempotency
// key, the stream, the natural key. Whatever is taken ends the statement with an error, which undoes all of it: a
// known idempotency key by its primary key, a taken natural key by the null that it leaves for the copy. A stream that
// names its documents with another secret by now is not found, and leaves its null in the document.
const statement = `
  with key as (
    insert into idempotency_keys (caller_id, key, body_digest, document_id, digest_generation)
    values ($1, $2, $3, $4, $15) returning 1),
  stream as (
    select id, next_seq, authority_id from streams
    where id = $5 and digest_generation = $14 and exists (select from key) for update),
  document as (
    insert into documents (id, stream_id, expires_at, natural_key, claims_digest, person_key,
      digest_generation, person_generation, name_key, wrapped_key)
    select $4, id, to_timestamp($6::bigint), $7, $8, $13, $14, $16, $17, $18
    from (select) as one left join stream on true
    on conflict (stream_id, natural_key) where replaced_by is null do nothing
    returning id, created_at),
  copy as (
    insert into copies (stream_id, seq, document_id, status_list, status_index, header, leaf, content)
    select id, next_seq, (select id from document), $9, $10, $19, $11, $12 from stream),
  issued as (
    insert into issuances (stream_id, first_seq, count, caller_id) select id, next_seq, 1, $1 from stream),
  -- As PgAuditLog writes it, within this statement.
  noted as (
    insert into audit_events (actor, action, subject, data, authority_id)
    select $20::text, 'document.issue', 'document:' || $4::uuid, '{}', authority_id from stream
    where $21::boolean)
  update streams s set next_seq = stream.next_seq + 1 from stream where s.id = stream.id
  returning (select floor(extract(epoch from created_at))::float8 from document) as issued_at`;

// Unique and not-null violation as said above; a deadlock or a serialization failure is for the caller to repeat.
const takenCodes = new Set(["23505", "23502", "40P01", "40001"]);

/** A person's act has a line of audit. What a system issues with its key is in `issuances` alone: it is thousands a second. */
export const leavesLine = (actor: string): boolean => officerOf(actor) !== null;

/** See `PgDocumentStore.appendOne`. The key has issued what it may today: the error that `toDayUsed` reads. */
export async function appendOne(
  queryable: Queryable,
  streamId: number,
  { id, record, expiresAt, copy, wrappedKey }: DocumentDraft,
  idempotency: IdempotencyKey,
): Promise<number | null> {
  // While the secret changes, the record may be known by another name: more than this statement looks for.
  if (record.others.length > 0) return null;
  const { list, index } = copy.place;
  const { callerId, actor, key } = idempotency;
  const request = idempotency.request.newest();
  try {
    const { rows } = await queryable.query<{ issued_at: number }>(statement, [
      callerId,
      key,
      request.digest,
      id,
      streamId,
      expiresAt,
      record.naturalKey,
      record.claimsDigest,
      list,
      index,
      copy.leaf,
      copy.content,
      record.personKey,
      record.generation,
      request.generation,
      record.personGeneration,
      record.nameKey,
      wrappedKey,
      copy.header,
      actor,
      leavesLine(actor),
    ]);
    return rows[0]?.issued_at ?? null;
  } catch (error) {
    if (error instanceof Error && "code" in error && takenCodes.has(String(error.code)))
      return null;
    throw error;
  }
}
