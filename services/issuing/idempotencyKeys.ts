import type { DocumentId } from "@sello/sdk";
import type { Queryable, Transaction } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";
import type { IdempotencyKey } from "./IssuedDocument.ts";

/** The document that a key stands for, and the request that it came with. */
export type RememberedRequest = {
  readonly document: DocumentId;
  readonly digest: Buffer;
  /** With which secret the digest is keyed. */
  readonly generation: number;
  /** Whether the digest is of the whole request, by `RequestDigests`; before migration 0064 it was of the body. */
  readonly keyed: boolean;
};

/** See `PgDocumentStore.remember`. */
export async function remember(
  tx: Transaction,
  idempotency: IdempotencyKey,
  document: DocumentId,
): Promise<RememberedRequest | null> {
  const { callerId, key } = idempotency;
  const request = idempotency.request.newest();
  // An insert waits for another request with the same key, if that is under way; a key older than
  // its time is taken over.
  const { rowCount } = await tx.query(
    `insert into idempotency_keys as known (caller_id, key, body_digest, document_id, digest_generation)
     values ($1, $2, $3, $4, $6)
     on conflict (caller_id, key) do update
     set body_digest = excluded.body_digest, digest_generation = excluded.digest_generation, keyed = true,
       document_id = excluded.document_id, created_at = now()
     where known.created_at < now() - make_interval(days => $5)`,
    [callerId, key, request.digest, document, limits.idempotencyKeyDays, request.generation],
  );
  return rowCount > 0 ? null : recall(tx, idempotency);
}

/** What the key stands for; null when it is not known, or past its time. */
export async function recall(
  queryable: Queryable,
  { callerId, key }: Pick<IdempotencyKey, "callerId" | "key">,
): Promise<RememberedRequest | null> {
  const { rows } = await queryable.query<RememberedRequest>(
    `select document_id as document, body_digest as digest, digest_generation as generation, keyed
     from idempotency_keys
     where caller_id = $1 and key = $2 and created_at >= now() - make_interval(days => $3)`,
    [callerId, key, limits.idempotencyKeyDays],
  );
  return rows[0] ?? null;
}

/** Drops keys that are past their time. @returns how many */
export async function forgetIdempotencyKeys(queryable: Queryable): Promise<number> {
  const { rowCount } = await queryable.query(
    "delete from idempotency_keys where created_at < now() - make_interval(days => $1)",
    [limits.idempotencyKeyDays],
  );
  return rowCount;
}
