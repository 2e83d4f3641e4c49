import type { AuthorityId, DocumentId, DocumentTypeId } from "@sello/sdk";
import type { Queryable, Transaction, Transactor } from "../platform/database/Transaction.ts";
import { Conflict } from "../platform/errors.ts";
import {
  insertCopies,
  insertDocuments,
  lockStream,
  nameFor,
  selectCurrent,
} from "./appendDocuments.ts";
import { appendFresh, appendOne } from "./appendOne.ts";
import { JwtHeaders, type StoredHeader } from "./atRest/JwtHeaders.ts";
import { type SealedCopy, selectSealed } from "./atRest/selectSealed.ts";
import type { CopyDraft, DocumentDraft, RecordDigest } from "./DocumentDraft.ts";
import { forgetDays, toDayUsed } from "./dayLimits.ts";
import type { IdempotencyKey, IssuedBy } from "./IssuedDocument.ts";
import {
  forgetIdempotencyKeys,
  type RememberedRequest,
  recall,
  remember,
} from "./idempotencyKeys.ts";
import { PgStreams } from "./PgStreams.ts";
import { type FoundBy, selectFound } from "./reading/selectFound.ts";
import type {
  CurrentDocument,
  CurrentDocuments,
  PageRequest,
  StoredDocument,
  StoredPage,
  Stream,
} from "./StoredDocument.ts";
import { selectDocuments, selectOfPerson } from "./selectDocuments.ts";
import { selectPage } from "./selection/selectPage.ts";
import { UsedDays } from "./UsedDays.ts";

/**
 * Documents and their copies in PostgreSQL: tables `streams`, `documents`, `copies`, `idempotency_keys`. Everything
 * that a call with `tx` writes commits with it; from that commit on, the batcher finds the copies by their numbers.
 */
export class PgDocumentStore implements Transactor {
  readonly #database: Queryable & Transactor;
  readonly #streams: PgStreams;
  readonly #headers: JwtHeaders;
  readonly #usedDays = new UsedDays();

  constructor(database: Queryable & Transactor) {
    this.#database = database;
    this.#headers = new JwtHeaders(database);
    this.#streams = new PgStreams(database);
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Throws `HttpProblem` `api_key.day_used` to a key that was told so a moment ago: before anything is taken for it. */
  requireRoom(callerId: string | null): void {
    this.#usedDays.require(callerId);
  }

  /** The stream of the two, made when it is not there. */
  stream(wanted: Omit<Stream, "id">): Promise<Stream> {
    return this.#streams.ensure(wanted);
  }

  /** The header of documents that this key signs, made when it is not there. */
  header(kid: string): Promise<StoredHeader> {
    return this.#headers.ofKey(kid);
  }

  /** Ids of the streams that an authority has, by document type. */
  streamsOf(authority: AuthorityId): Promise<ReadonlyMap<DocumentTypeId, number>> {
    return this.#streams.ofAuthority(authority);
  }

  /** Current documents of these records; those unknown are missing from the answer. */
  current(streamId: number, records: readonly RecordDigest[]): Promise<CurrentDocuments> {
    return selectCurrent(this.#database, streamId, records);
  }

  /**
   * Appends first revisions under the stream's lock, in this order. Throws `StaleDigests` when they were named before
   * the stream changed its secret.
   * @returns the current documents of natural keys that were taken already; their drafts were not stored
   */
  async append(
    tx: Transaction,
    streamId: number,
    drafts: readonly DocumentDraft[],
    by: IssuedBy,
  ): Promise<CurrentDocuments> {
    const stream = await lockStream(tx, streamId);
    const inserted = await insertDocuments(tx, stream, drafts);
    const fresh = drafts.filter(({ id }) => inserted.has(id));
    await this.#insert(tx, stream, fresh.map(toFirstCopy), by);
    const taken = drafts.filter(({ id }) => !inserted.has(id));
    if (taken.length === 0) return new Map();
    return selectCurrent(
      tx,
      streamId,
      taken.map(({ record }) => record),
    );
  }

  /**
   * Appends one first revision, remembers its idempotency key and, of an officer, writes the audit's line, in one statement
   * that commits by itself.
   * @returns when it was stored, in unix seconds; null: nothing was stored, because the natural key or the
   * idempotency key is taken, which `append` and `remember` tell more of
   */
  appendOne(
    streamId: number,
    draft: DocumentDraft,
    idempotency: IdempotencyKey,
  ): Promise<number | null> {
    return this.#noting(
      idempotency.callerId,
      appendOne(this.#database, streamId, draft, idempotency),
    );
  }

  /**
   * As `append`, of one first revision, in one statement.
   * @throws RecordTaken where `append` has more to say. The transaction is over then
   */
  appendFresh(
    tx: Transaction,
    streamId: number,
    draft: DocumentDraft,
    { callerId }: IssuedBy,
  ): Promise<void> {
    return this.#noting(callerId, appendFresh(tx, streamId, draft, callerId));
  }

  /**
   * Appends the next revision in place of `replaced`, which the caller has locked (`Statuses.lock`), to the stream of
   * the version that it is of. When the draft does not say whose it is, it is whose the one before was.
   * Superseded meanwhile: `Conflict` `document.superseded`. The natural key changed to one that is taken:
   * `Conflict` `document.exists`.
   */
  async appendRevision(
    tx: Transaction,
    streamId: number,
    replaced: StoredDocument,
    draft: DocumentDraft,
    by: IssuedBy,
  ): Promise<void> {
    const stream = await lockStream(tx, streamId);
    const { name, others } = nameFor(stream, draft.record);
    await this.#supersede(tx, replaced.id, draft.id);
    // Under another secret than the stream's, no index says that the record is known.
    const known = others.length > 0 ? await holderOf(tx, streamId, draft) : undefined;
    if (known !== undefined) throw taken(known);
    const { rowCount } = await tx.query(
      `insert into documents (id, stream_id, revision, expires_at, natural_key, claims_digest, replaces, person_key,
         digest_generation, person_generation, name_key, wrapped_key)
       select $1, $2, $3, to_timestamp($4::bigint), $5, $6, id, coalesce($8::bytea, person_key), $9,
         case when $8::bytea is null then person_generation else $10 end, $11, $12
       from documents where id = $7
       on conflict (stream_id, natural_key) where replaced_by is null do nothing`,
      [
        draft.id,
        streamId,
        replaced.revision + 1,
        draft.expiresAt,
        name.naturalKey,
        name.claimsDigest,
        replaced.id,
        draft.record.personKey,
        stream.generation,
        draft.record.personGeneration,
        name.nameKey,
        draft.wrappedKey,
      ],
    );
    if (rowCount === 0) throw taken(await holderOf(tx, streamId, draft));
    await this.#insert(tx, stream, [toFirstCopy(draft)], by);
  }

  async #supersede(tx: Transaction, id: DocumentId, by: DocumentId): Promise<void> {
    const { rowCount } = await tx.query(
      "update documents set replaced_by = $2 where id = $1 and replaced_by is null",
      [id, by],
    );
    if (rowCount > 0) return;
    const { rows } = await tx.query<{ replaced_by: string }>(
      "select replaced_by from documents where id = $1",
      [id],
    );
    const words = "A newer revision took this document's place.";
    throw new Conflict("document.superseded", words, {
      document: id,
      replacedBy: rows[0]?.replaced_by,
    });
  }

  /** Appends copies to a document that the caller has locked. @returns their numbers */
  async appendCopies(
    tx: Transaction,
    document: StoredDocument,
    copies: readonly CopyDraft[],
    by: IssuedBy,
  ): Promise<number[]> {
    const stream = await lockStream(tx, document.stream.id);
    const { rows } = await tx.query<{ next: number }>(
      "select max(copy_number) + 1 as next from copies where document_id = $1 and stream_id = $2",
      [document.id, document.stream.id],
    );
    const next = rows[0]?.next ?? 0;
    const numbered = copies.map((copy, index) => ({
      ...copy,
      document: document.id,
      copyNumber: next + index,
    }));
    await this.#insert(tx, stream, numbered, by);
    return numbered.map(({ copyNumber }) => copyNumber);
  }

  #insert(...inserted: Parameters<typeof insertCopies>): Promise<void> {
    const [, , , { callerId }] = inserted;
    return this.#noting(callerId, insertCopies(...inserted));
  }

  /** The key has issued what it may today: `HttpProblem` `api_key.day_used`, which is noted. */
  #noting<T>(callerId: string | null, work: Promise<T>): Promise<T> {
    return work.catch((error: unknown) => {
      throw this.#usedDays.note(callerId, toDayUsed(error));
    });
  }

  /**
   * Remembers the key for `document`. Known already: nothing is changed, and what it refers to is
   * returned; a key of another request under way is waited for.
   */
  remember(
    tx: Transaction,
    idempotency: IdempotencyKey,
    document: DocumentId,
  ): Promise<RememberedRequest | null> {
    return remember(tx, idempotency, document);
  }

  recall(idempotency: IdempotencyKey): Promise<RememberedRequest | null> {
    return recall(this.#database, idempotency);
  }

  /** Drops idempotency keys that are past their time. @returns how many */
  forgetIdempotencyKeys(): Promise<number> {
    return forgetIdempotencyKeys(this.#database);
  }

  /** Drops the counts of days that are long over. */
  forgetDays(): Promise<void> {
    return forgetDays(this.#database);
  }

  /** Those that exist. */
  async find(ids: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, StoredDocument>> {
    const documents = await selectDocuments(this.#database, ids);
    return new Map(documents.map((document) => [document.id, document]));
  }

  /** Current documents of a person, newest first, at most as many as asked for. */
  async ofPerson(keys: readonly Buffer[], limit: number): Promise<readonly StoredDocument[]> {
    return selectOfPerson(this.#database, keys, limit);
  }

  /** Ids of current documents, newest first. */
  found(asked: {
    readonly by: FoundBy;
    readonly after: DocumentId | null;
    readonly limit: number;
  }): Promise<readonly DocumentId[]> {
    return selectFound(this.#database, asked.by, asked.after, asked.limit);
  }

  page(request: PageRequest): Promise<StoredPage> {
    return selectPage(this.#database, request);
  }

  /** First copies as they are stored; those of documents unknown are missing. */
  sealedOf(ids: readonly DocumentId[]): Promise<readonly SealedCopy[]> {
    return selectSealed(this.#database, ids, 0);
  }

  /** A copy as it is stored; null: no such copy. */
  async sealed(id: DocumentId, copyNumber: number): Promise<SealedCopy | null> {
    const [copy] = await selectSealed(this.#database, [id], copyNumber);
    return copy ?? null;
  }
}

/** The current document of a draft's record. */
async function holderOf(
  tx: Transaction,
  streamId: number,
  { record }: DocumentDraft,
): Promise<CurrentDocument | undefined> {
  const [known] = (await selectCurrent(tx, streamId, [record])).values();
  return known;
}

const taken = (known: CurrentDocument | undefined): Conflict =>
  new Conflict("document.exists", "Another document of the corrected key was issued before.", {
    document: known?.id,
  });

const toFirstCopy = ({ id, copy }: DocumentDraft) => ({ ...copy, document: id, copyNumber: 0 });
