import type { AuthorityId, AuthoritySlug, DocumentId, DocumentTypeId } from "@sello/sdk";
import type { Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { StatusPlace } from "../status/StatusPlaces.ts";
import type { IdempotencyKey } from "./IssuedDocument.ts";

/** What one authority issues of one type. */
export type Stream = {
  readonly id: number;
  readonly authority: AuthorityId;
  readonly authoritySlug: AuthoritySlug;
  readonly documentType: DocumentTypeId;
  readonly typeName: string;
};

/** Names a record, and what was said of it, to us alone: 16 bytes of an HMAC each. */
export type RecordDigest = { readonly naturalKey: Buffer; readonly claimsDigest: Buffer };

/** A signed copy, not yet stored. */
export type CopyDraft = {
  /** Issuer-signed compact JWT. */
  readonly jwt: string;
  /** Encoded disclosures joined by `~`. */
  readonly disclosures: string;
  readonly place: StatusPlace;
};

/** A signed document with its first copy, not yet stored. */
export type DocumentDraft = {
  readonly id: DocumentId;
  readonly record: RecordDigest;
  /** Unix seconds. */
  readonly expiresAt: number | null;
  readonly copy: CopyDraft;
};

/** The current revision of a natural key. */
export type CurrentDocument = { readonly id: DocumentId; readonly claimsDigest: Buffer };

/** Current documents by natural key, in lowercase hex. */
export type CurrentDocuments = ReadonlyMap<string, CurrentDocument>;

/** Where the copy of a document stands on its way to the log. */
export type AnchoringState = "waiting" | "refused" | "anchored";

export type StoredDocument = {
  readonly id: DocumentId;
  readonly stream: Stream;
  readonly record: RecordDigest;
  readonly revision: number;
  readonly copies: number;
  readonly anchoring: AnchoringState;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly replaces: DocumentId | null;
  readonly replacedBy: DocumentId | null;
};

/** A page of documents, by stream, newest first. `after` is the cursor of the page before. */
export type PageRequest = {
  readonly authority: AuthorityId;
  readonly type?: DocumentTypeId;
  /** Only those whose batch is in the log, or only those whose batch is not. */
  readonly anchored?: boolean;
  readonly after?: PageCursor;
  readonly limit: number;
};
export type PageCursor = { readonly stream: number; readonly seq: bigint };
export type StoredPage = {
  readonly documents: readonly StoredDocument[];
  readonly next: PageCursor | null;
};

/**
 * Keeps documents and their copies. Everything that a call with `tx` writes commits with it; from that
 * commit on, the batcher finds the copies by their numbers.
 */
export interface DocumentStore extends Transactor {
  /** The stream of the two, made when it is not there. */
  stream(wanted: Omit<Stream, "id">): Promise<Stream>;
  /** Current documents of these natural keys; those unknown are missing from the answer. */
  current(streamId: number, naturalKeys: readonly Buffer[]): Promise<CurrentDocuments>;
  /**
   * Appends first revisions under the stream's lock, in this order.
   * @returns the current documents of natural keys that were taken already; their drafts were not stored
   */
  append(
    tx: Transaction,
    streamId: number,
    drafts: readonly DocumentDraft[],
  ): Promise<CurrentDocuments>;
  /**
   * Appends one first revision and remembers its idempotency key, in one statement that commits by itself.
   * @returns when it was stored, in unix seconds; null: nothing was stored, because the natural key or the
   * idempotency key is taken, which `append` and `remember` tell more of
   */
  appendOne(
    streamId: number,
    draft: DocumentDraft,
    idempotency: IdempotencyKey,
  ): Promise<number | null>;
  /**
   * Appends the next revision in place of `replaced`, which the caller has locked (`Statuses.lock`).
   * Superseded meanwhile: `Conflict` `document.superseded`. The natural key changed to one that is taken:
   * `Conflict` `document.exists`.
   */
  appendRevision(tx: Transaction, replaced: StoredDocument, draft: DocumentDraft): Promise<void>;
  /** Appends copies to a document that the caller has locked. @returns their numbers */
  appendCopies(
    tx: Transaction,
    document: StoredDocument,
    copies: readonly CopyDraft[],
  ): Promise<number[]>;
  /**
   * Remembers the key for `document`. Known already: nothing is changed, and what it stands for is
   * returned; a key of another request under way is waited for.
   */
  remember(
    tx: Transaction,
    idempotency: IdempotencyKey,
    document: DocumentId,
  ): Promise<RememberedRequest | null>;
  recall(idempotency: IdempotencyKey): Promise<RememberedRequest | null>;
  /** Drops idempotency keys that are past their time. @returns how many */
  forgetIdempotencyKeys(): Promise<number>;
  /** Those that exist. */
  find(ids: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, StoredDocument>>;
  page(request: PageRequest): Promise<StoredPage>;
  /** The copy as an SD-JWT with all its disclosures (RFC 9901 §4); null: no such copy. */
  sdJwt(id: DocumentId, copyNumber: number): Promise<string | null>;
}

export type RememberedRequest = { readonly document: DocumentId; readonly bodyDigest: Buffer };
