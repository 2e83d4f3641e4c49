import { type DocumentId, fromHex } from "@sello/sdk";
import type { Queryable, Transaction, Transactor } from "../platform/database/Transaction.ts";
import { Conflict } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import { insertCopies, insertDocuments, lockStream, selectCurrent } from "./appendDocuments.ts";
import { appendOne } from "./appendOne.ts";
import type {
  CopyDraft,
  CurrentDocuments,
  DocumentDraft,
  DocumentStore,
  PageRequest,
  RememberedRequest,
  StoredDocument,
  StoredPage,
  Stream,
} from "./DocumentStore.ts";
import type { IdempotencyKey } from "./IssuedDocument.ts";
import { selectDocuments, selectPage } from "./selectDocuments.ts";

/** Documents in PostgreSQL: tables `streams`, `documents`, `copies`, `idempotency_keys`. */
export class PgDocumentStore implements DocumentStore {
  readonly #database: Queryable & Transactor;
  readonly #streams = new Map<string, Stream>();

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async stream(wanted: Omit<Stream, "id">): Promise<Stream> {
    const key = `${wanted.authority} ${wanted.documentType}`;
    const known = this.#streams.get(key);
    if (known) return known;
    const stream = { ...wanted, id: await this.#ensureStream(wanted) };
    this.#streams.set(key, stream);
    return stream;
  }

  async #ensureStream(wanted: Omit<Stream, "id">): Promise<number> {
    const ids = [fromHex(wanted.authority), fromHex(wanted.documentType)];
    await this.#database.query(
      `insert into streams (authority_id, document_type_id, authority, document_type)
       select $1, $2, $3, $4
       where not exists (select from streams where authority_id = $1 and document_type_id = $2)
       on conflict do nothing`,
      [...ids, wanted.authoritySlug, wanted.typeName],
    );
    const { rows } = await this.#database.query<{ id: number }>(
      "select id from streams where authority_id = $1 and document_type_id = $2",
      ids,
    );
    if (rows[0] === undefined) throw new Error("a stream that was just made is not there");
    return rows[0].id;
  }

  current(streamId: number, naturalKeys: readonly Buffer[]): Promise<CurrentDocuments> {
    return selectCurrent(this.#database, streamId, naturalKeys);
  }

  async append(
    tx: Transaction,
    streamId: number,
    drafts: readonly DocumentDraft[],
  ): Promise<CurrentDocuments> {
    const firstSeq = await lockStream(tx, streamId);
    const inserted = await insertDocuments(tx, streamId, drafts);
    const fresh = drafts.filter(({ id }) => inserted.has(id));
    await insertCopies(tx, streamId, firstSeq, fresh.map(toFirstCopy));
    const taken = drafts.filter(({ id }) => !inserted.has(id));
    if (taken.length === 0) return new Map();
    return selectCurrent(
      tx,
      streamId,
      taken.map(({ record }) => record.naturalKey),
    );
  }

  appendOne(
    streamId: number,
    draft: DocumentDraft,
    idempotency: IdempotencyKey,
  ): Promise<number | null> {
    return appendOne(this.#database, streamId, draft, idempotency);
  }

  async appendRevision(
    tx: Transaction,
    replaced: StoredDocument,
    draft: DocumentDraft,
  ): Promise<void> {
    const streamId = replaced.stream.id;
    const firstSeq = await lockStream(tx, streamId);
    await this.#supersede(tx, replaced.id, draft.id);
    const { rowCount } = await tx.query(
      `insert into documents (id, stream_id, revision, expires_at, natural_key, claims_digest, replaces)
       values ($1, $2, $3, to_timestamp($4::bigint), $5, $6, $7)
       on conflict (stream_id, natural_key) where replaced_by is null do nothing`,
      [
        draft.id,
        streamId,
        replaced.revision + 1,
        draft.expiresAt,
        draft.record.naturalKey,
        draft.record.claimsDigest,
        replaced.id,
      ],
    );
    if (rowCount === 0) throw await this.#taken(tx, streamId, draft);
    await insertCopies(tx, streamId, firstSeq, [toFirstCopy(draft)]);
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

  async #taken(tx: Transaction, streamId: number, draft: DocumentDraft): Promise<Conflict> {
    const key = draft.record.naturalKey;
    const known = (await selectCurrent(tx, streamId, [key])).get(key.toString("hex"));
    const words = "Another document of the corrected key was issued before.";
    return new Conflict("document.exists", words, { document: known?.id });
  }

  async appendCopies(
    tx: Transaction,
    document: StoredDocument,
    copies: readonly CopyDraft[],
  ): Promise<number[]> {
    const firstSeq = await lockStream(tx, document.stream.id);
    const { rows } = await tx.query<{ next: number }>(
      "select max(copy_number) + 1 as next from copies where document_id = $1",
      [document.id],
    );
    const next = rows[0]?.next ?? 0;
    const numbered = copies.map((copy, index) => ({
      ...copy,
      document: document.id,
      copyNumber: next + index,
    }));
    await insertCopies(tx, document.stream.id, firstSeq, numbered);
    return numbered.map(({ copyNumber }) => copyNumber);
  }

  async remember(
    tx: Transaction,
    { apiKeyId, key, bodyDigest }: IdempotencyKey,
    document: DocumentId,
  ): Promise<RememberedRequest | null> {
    // An insert waits for another request with the same key, if that is under way; a key older than
    // its time is taken over.
    const { rowCount } = await tx.query(
      `insert into idempotency_keys as known (api_key_id, key, body_digest, document_id)
       values ($1, $2, $3, $4)
       on conflict (api_key_id, key) do update
       set body_digest = excluded.body_digest, document_id = excluded.document_id, created_at = now()
       where known.created_at < now() - make_interval(days => $5)`,
      [apiKeyId, key, bodyDigest, document, limits.idempotencyKeyDays],
    );
    return rowCount > 0 ? null : selectRemembered(tx, apiKeyId, key);
  }

  recall({ apiKeyId, key }: IdempotencyKey): Promise<RememberedRequest | null> {
    return selectRemembered(this.#database, apiKeyId, key);
  }

  async forgetIdempotencyKeys(): Promise<number> {
    const { rowCount } = await this.#database.query(
      "delete from idempotency_keys where created_at < now() - make_interval(days => $1)",
      [limits.idempotencyKeyDays],
    );
    return rowCount;
  }

  async find(ids: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, StoredDocument>> {
    const documents = await selectDocuments(this.#database, ids);
    return new Map(documents.map((document) => [document.id, document]));
  }

  page(request: PageRequest): Promise<StoredPage> {
    return selectPage(this.#database, request);
  }

  async sdJwt(id: DocumentId, copyNumber: number): Promise<string | null> {
    const { rows } = await this.#database.query<{ jwt: string; disclosures: string }>(
      "select jwt, disclosures from copies where document_id = $1 and copy_number = $2",
      [id, copyNumber],
    );
    if (rows[0] === undefined) return null;
    const { jwt, disclosures } = rows[0];
    return disclosures === "" ? `${jwt}~` : `${jwt}~${disclosures}~`;
  }
}

async function selectRemembered(
  queryable: Queryable,
  apiKeyId: string,
  key: string,
): Promise<RememberedRequest | null> {
  const { rows } = await queryable.query<{ document: DocumentId; body_digest: Buffer }>(
    `select document_id as document, body_digest from idempotency_keys
     where api_key_id = $1 and key = $2 and created_at >= now() - make_interval(days => $3)`,
    [apiKeyId, key, limits.idempotencyKeyDays],
  );
  const row = rows[0];
  return row ? { document: row.document, bodyDigest: row.body_digest } : null;
}

const toFirstCopy = ({ id, copy }: DocumentDraft) => ({ ...copy, document: id, copyNumber: 0 });
