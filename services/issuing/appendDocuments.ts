import type { DocumentId } from "@sello/sdk";
import type { Queryable, Transaction } from "../platform/database/Transaction.ts";
import { selectStatuses } from "../status/selectStatuses.ts";
import {
  type CopyDraft,
  type DocumentDraft,
  namesOf,
  type RecordDigest,
  type RecordName,
} from "./DocumentDraft.ts";
import { StaleDigests } from "./errors.ts";
import type { IssuedBy } from "./IssuedDocument.ts";
import type { CurrentDocuments } from "./StoredDocument.ts";

// Rows travel as columns: ids and JWTs joined by newlines (which none of them holds), digests as one
// byte string cut by the server. Arrays of a thousand texts would be quoted here and parsed there,
// and cost more than the insert.

const digestBytes = 16;
const wrappedKeyBytes = 40;
const leafBytes = 32;

export const joinLines = (values: readonly (string | number)[]): string => values.join("\n");

/** SQL for the lines of a parameter. */
const lines = (parameter: string): string => `string_to_array(${parameter}, e'\\n', '')`;

/** SQL for the n-th piece of a parameter, n counting from 1. */
const piece = (parameter: string, bytes: number): string =>
  `substring(${parameter}::bytea from (n::int - 1) * ${bytes} + 1 for ${bytes})`;

/** SQL for the n-th digest of a parameter, n counting from 1. */
const digest = (parameter: string): string => piece(parameter, digestBytes);

/** A stream that the caller has locked. */
export type LockedStream = {
  readonly id: number;
  /** The number that is next. */
  readonly firstSeq: bigint;
  /** Which secret its new documents are named with. */
  readonly generation: number;
};

/** Locks the stream, so that its numbers have no gaps. */
export async function lockStream(tx: Transaction, id: number): Promise<LockedStream> {
  const { rows } = await tx.query<{ next_seq: string; digest_generation: number }>(
    "select next_seq, digest_generation from streams where id = $1 for update",
    [id],
  );
  if (rows[0] === undefined) throw new Error(`stream ${id} is not there`);
  const { next_seq, digest_generation } = rows[0];
  return { id, firstSeq: BigInt(next_seq), generation: digest_generation };
}

/** A record's name as a stream wants it, and those under the other secrets. */
export type StreamName = { readonly name: RecordName; readonly others: readonly RecordName[] };

/** Throws `StaleDigests` when the record was named before the stream changed its secret. */
export function nameFor(
  { generation }: Pick<LockedStream, "generation">,
  record: RecordDigest,
): StreamName {
  const all = namesOf(record);
  const name = all.find((each) => each.generation === generation);
  if (name === undefined) throw new StaleDigests();
  return { name, others: all.filter((each) => each !== name) };
}

/** For the digest of what a document does not have, in a string of digests. */
const nobody = Buffer.alloc(digestBytes);

/** Inserts first revisions. @returns ids of those whose natural key was free, under whichever secret */
export async function insertDocuments(
  tx: Transaction,
  stream: LockedStream,
  drafts: readonly DocumentDraft[],
): Promise<ReadonlySet<DocumentId>> {
  const named = drafts.map((draft) => ({ ...draft, ...nameFor(stream, draft.record) }));
  const kept = await withoutKnown(tx, stream.id, named);
  const personGeneration = drafts[0]?.record.personGeneration ?? 0;
  if (drafts.some(({ record }) => record.personGeneration !== personGeneration))
    throw new StaleDigests();
  const { rows } = await tx.query<{ id: DocumentId }>(
    `insert into documents (id, stream_id, expires_at, natural_key, claims_digest, person_key,
       digest_generation, person_generation, name_key, wrapped_key)
     select id::uuid, $1, to_timestamp(expires_at::bigint), ${digest("$4")}, ${digest("$5")},
       nullif(${digest("$6")}, $7), $8, $9, nullif(${digest("$10")}, $7), ${piece("$11", wrappedKeyBytes)}
     from unnest(${lines("$2")}, ${lines("$3")}) with ordinality as draft (id, expires_at, n)
     on conflict (stream_id, natural_key) where replaced_by is null do nothing
     returning id`,
    [
      stream.id,
      joinLines(kept.map(({ id }) => id)),
      joinLines(kept.map(({ expiresAt }) => expiresAt ?? "")),
      Buffer.concat(kept.map(({ name }) => name.naturalKey)),
      Buffer.concat(kept.map(({ name }) => name.claimsDigest)),
      Buffer.concat(kept.map(({ record }) => record.personKey ?? nobody)),
      nobody,
      stream.generation,
      personGeneration,
      Buffer.concat(kept.map(({ name }) => name.nameKey ?? nobody)),
      Buffer.concat(kept.map(({ wrappedKey }) => wrappedKey)),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Drafts whose record is not known under another secret than the stream's. Under the stream's own, the index says it.
 * The caller has locked the stream: nothing is added to it meanwhile.
 */
async function withoutKnown<Named extends StreamName>(
  tx: Transaction,
  streamId: number,
  named: readonly Named[],
): Promise<readonly Named[]> {
  const keys = named.flatMap(({ others }) => others.map(({ naturalKey }) => naturalKey));
  if (keys.length === 0) return named;
  const { rows } = await tx.query<{ key: Buffer }>(
    `select natural_key as key from documents
     where stream_id = $1 and natural_key = any($2::bytea[]) and replaced_by is null`,
    [streamId, keys],
  );
  const known = new Set(rows.map(({ key }) => key.toString("hex")));
  return named.filter(
    ({ others }) => !others.some(({ naturalKey }) => known.has(naturalKey.toString("hex"))),
  );
}

export type CopyRow = CopyDraft & { readonly document: DocumentId; readonly copyNumber: number };

/** Inserts copies as the next numbers of the stream. The key has issued what it may today: the error that `toDayUsed` reads. */
export async function insertCopies(
  tx: Transaction,
  { id: streamId, firstSeq }: LockedStream,
  copies: readonly CopyRow[],
  by: IssuedBy,
): Promise<void> {
  if (copies.length === 0) return;
  await tx.query(
    `with appended as (
       insert into copies
         (stream_id, seq, document_id, copy_number, status_list, status_index, header, leaf, content)
       select $1, $2::bigint + n - 1, document::uuid, copy_number::int, list::int, index::int,
         header::int, ${piece("$8", leafBytes)}, substring($9::bytea from at::int for bytes::int)
       from unnest(${lines("$3")}, ${lines("$4")}, ${lines("$5")}, ${lines("$6")}, ${lines("$7")},
         ${lines("$10")}, ${lines("$11")}) with ordinality
         as copy (document, copy_number, list, index, header, at, bytes, n)
     ), issued as (
       insert into issuances (stream_id, first_seq, count, caller_id, import_id)
       values ($1, $2, $12, $13, $14))
     update streams set next_seq = $2::bigint + $12 where id = $1`,
    [
      streamId,
      firstSeq.toString(),
      joinLines(copies.map(({ document }) => document)),
      joinLines(copies.map(({ copyNumber }) => copyNumber)),
      joinLines(copies.map(({ place }) => place.list)),
      joinLines(copies.map(({ place }) => place.index)),
      joinLines(copies.map(({ header }) => header)),
      Buffer.concat(copies.map(({ leaf }) => leaf)),
      Buffer.concat(copies.map(({ content }) => content)),
      joinLines(startsOf(copies)),
      joinLines(copies.map(({ content }) => content.length)),
      copies.length,
      by.callerId,
      by.importId,
    ],
  );
}

/** Where each copy's content begins when all are joined, counting from 1. */
function startsOf(copies: readonly CopyRow[]): number[] {
  let next = 1;
  return copies.map(({ content }) => {
    const start = next;
    next += content.length;
    return start;
  });
}

type CurrentRow = {
  readonly id: DocumentId;
  readonly key: Buffer;
  readonly claims: Buffer;
  /** null: it does not end. */
  readonly expired: boolean | null;
};

/**
 * The documents that hold these records now, by the records' natural keys under the newest secret, in lowercase hex.
 * One that says the same under another secret has the record's own digest of claims. Throws `StaleDigests` when the
 * records were named before the stream changed its secret: their documents may have other names by now.
 */
export async function selectCurrent(
  queryable: Queryable,
  streamId: number,
  records: readonly RecordDigest[],
): Promise<CurrentDocuments> {
  const names = records.flatMap((record) => namesOf(record).map((name) => ({ name, record })));
  const { generation, rows } = await selectByKeys(
    queryable,
    streamId,
    names.map(({ name }) => name.naturalKey),
  );
  for (const record of records) nameFor({ generation }, record);
  // Few records are known when a file is imported, so most calls end here.
  if (rows.length === 0) return new Map();
  const found = await withStates(queryable, rows);
  return new Map(
    names.flatMap(({ name, record }) => {
      const document = found.get(name.naturalKey.toString("hex"));
      if (document === undefined) return [];
      const isSame = document.claimsDigest.equals(name.claimsDigest);
      const key = record.naturalKey.toString("hex");
      return [[key, isSame ? { ...document, claimsDigest: record.claimsDigest } : document]];
    }),
  );
}

/**
 * The documents that hold natural keys now. There is one of each key at most; the limit says so to the planner,
 * which then goes down the index for each key. Without it, and with few statistics, it read the whole stream to
 * join it with a single key.
 */
async function selectByKeys(
  queryable: Queryable,
  streamId: number,
  naturalKeys: readonly Buffer[],
): Promise<{ readonly generation: number; readonly rows: readonly CurrentRow[] }> {
  const { rows } = await queryable.query<CurrentRow & { generation: number }>(
    `select s.digest_generation as generation, d.id, d.natural_key as key, d.claims_digest as claims,
       d.expires_at <= now() as expired
     from streams s
     left join (
       generate_series(1, $3::int) as n
       join lateral (
         select id, natural_key, claims_digest, expires_at from documents
         where stream_id = $1 and natural_key = ${digest("$2")} and replaced_by is null
         limit 1
       ) as d on true
     ) on true
     where s.id = $1`,
    [streamId, Buffer.concat(naturalKeys), naturalKeys.length],
  );
  if (rows[0] === undefined) throw new Error(`stream ${streamId} is not there`);
  return { generation: rows[0].generation, rows: rows.filter(({ id }) => id !== null) };
}

async function withStates(
  queryable: Queryable,
  rows: readonly CurrentRow[],
): Promise<CurrentDocuments> {
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
