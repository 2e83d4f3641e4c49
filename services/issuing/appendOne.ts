import { officerOf } from "../http/Caller.ts";
import type { Queryable, Transaction } from "../platform/database/Transaction.ts";
import type { DocumentDraft } from "./DocumentDraft.ts";
import { RecordTaken } from "./errors.ts";
import type { IdempotencyKey } from "./IssuedDocument.ts";

// One statement is one round trip and one transaction. Each step asks for the one before, so that what is taken
// in the meantime is waited for in the same order as `appendDocuments.ts` and `remember` take it: the idempotency
// key, the stream, the natural key. Whatever is taken ends the statement with an error, which undoes all of it: a
// known idempotency key by its primary key, a taken natural key by the null that it leaves for the copy. A stream that
// names its documents with another secret by now is not found, and leaves its null in the document.
const toStatement = ({
  key,
  asked,
  noted,
}: Readonly<Record<"key" | "asked" | "noted", string>>) => `
  with ${key}
  stream as (
    select id, next_seq, authority_id from streams
    where id = $3 and digest_generation = $12 ${asked} for update),
  document as (
    insert into documents (id, stream_id, expires_at, natural_key, claims_digest, person_key,
      digest_generation, person_generation, name_key, wrapped_key)
    select $2, id, to_timestamp($4::bigint), $5, $6, $11, $12, $13, $14, $15
    from (select) as one left join stream on true
    on conflict (stream_id, natural_key) where replaced_by is null do nothing
    returning id, created_at),
  copy as (
    insert into copies (stream_id, seq, document_id, status_list, status_index, header, leaf, content)
    select id, next_seq, (select id from document), $7, $8, $16, $9, $10 from stream),
  issued as (
    insert into issuances (stream_id, first_seq, count, caller_id) select id, next_seq, 1, $1 from stream)
  ${noted}
  update streams s set next_seq = stream.next_seq + 1 from stream where s.id = stream.id
  returning (select floor(extract(epoch from created_at))::float8 from document) as issued_at`;

const plain = toStatement({ key: "", asked: "", noted: "" });

const keyed = toStatement({
  key: `key as (
    insert into idempotency_keys (caller_id, key, body_digest, document_id, digest_generation)
    values ($1, $17, $18, $2, $19) returning 1),`,
  asked: "and exists (select from key)",
  // As PgAuditLog writes it, within this statement.
  noted: `, noted as (
    insert into audit_events (actor, action, subject, data, authority_id)
    select $20::text, 'document.issue', 'document:' || $2::uuid, '{}', authority_id from stream
    where $21::boolean)`,
});

// Unique and not-null violation, as said above.
const takenCodes: readonly string[] = ["23505", "23502"];
// A deadlock, or a serialization failure: what the caller then does by `append` is repeated.
const repeatableCodes: readonly string[] = ["40P01", "40001"];

const hasCode = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

/** A person's act has a line of audit. What a system issues with its key is in `issuances` alone: it is thousands a second. */
export const leavesLine = (actor: string): boolean => officerOf(actor) !== null;

const toValues = (
  streamId: number,
  { id, record, expiresAt, copy, wrappedKey }: DocumentDraft,
  callerId: string | null,
): readonly unknown[] => [
  callerId,
  id,
  streamId,
  expiresAt,
  record.naturalKey,
  record.claimsDigest,
  copy.place.list,
  copy.place.index,
  copy.leaf,
  copy.content,
  record.personKey,
  record.generation,
  record.personGeneration,
  record.nameKey,
  wrappedKey,
  copy.header,
];

/** While the secret changes, the record may be known by another name: more than these statements look for. */
const hasOtherNames = ({ record }: DocumentDraft): boolean => record.others.length > 0;

/** See `PgDocumentStore.appendOne`. The key has issued what it may today: the error that `toDayUsed` reads. */
export async function appendOne(
  queryable: Queryable,
  streamId: number,
  draft: DocumentDraft,
  { callerId, actor, key, request }: IdempotencyKey,
): Promise<number | null> {
  if (hasOtherNames(draft)) return null;
  const { digest, generation } = request.newest();
  try {
    const { rows } = await queryable.query<{ issued_at: number }>(keyed, [
      ...toValues(streamId, draft, callerId),
      ...[key, digest, generation, actor, leavesLine(actor)],
    ]);
    return rows[0]?.issued_at ?? null;
  } catch (error) {
    if (hasCode(error, takenCodes) || hasCode(error, repeatableCodes)) return null;
    throw error;
  }
}

/** See `PgDocumentStore.appendFresh`. */
export async function appendFresh(
  tx: Transaction,
  streamId: number,
  draft: DocumentDraft,
  callerId: string | null,
): Promise<void> {
  if (hasOtherNames(draft)) throw new RecordTaken();
  try {
    await tx.query(plain, toValues(streamId, draft, callerId));
  } catch (error) {
    throw hasCode(error, takenCodes) ? new RecordTaken() : error;
  }
}
