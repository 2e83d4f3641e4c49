import type { DocumentListStatus } from "@sello/api";
import type { AuthorityId, AuthoritySlug, DocumentId, DocumentTypeId } from "@sello/sdk";

/** What one authority issues of one type. */
export type Stream = {
  readonly id: number;
  readonly authority: AuthorityId;
  readonly authoritySlug: AuthoritySlug;
  readonly documentType: DocumentTypeId;
  readonly typeName: string;
};

/** What a current document is worth now. `revoked` comes before `expired`: it is final. */
export type CurrentState = "valid" | "suspended" | "revoked" | "expired";

/** The current revision of a natural key, and its state by what was asked for last (the chain may follow). */
export type CurrentDocument = {
  readonly id: DocumentId;
  readonly claimsDigest: Buffer;
  readonly state: CurrentState;
};

/** Current documents by natural key, in lowercase hex. */
export type CurrentDocuments = ReadonlyMap<string, CurrentDocument>;

/** Where the copy of a document is on its way to the log. */
export type LogProgress = "waiting" | "refused" | "anchored";

export type StoredDocument = {
  readonly id: DocumentId;
  readonly stream: Stream;
  readonly revision: number;
  readonly copies: number;
  readonly anchoring: LogProgress;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly replaces: DocumentId | null;
  readonly replacedBy: DocumentId | null;
};

/** Which documents: all of these authorities that fit every condition given. Times are Unix seconds. */
export type Selection = {
  readonly authorities: readonly AuthorityId[];
  /** Name of a document type, whichever version. */
  readonly type?: string;
  /** Issued from then on. */
  readonly from?: number;
  /** Issued before. */
  readonly to?: number;
  /** At whose asking they were issued: see `toCallerId`. */
  readonly callerId?: string;
  /** By which file. */
  readonly importId?: string;
  /** In which entry of the newest log that has one of this number. */
  readonly batch?: number;
  /** Header of the JWTs in base64url: it names the key that signed. */
  readonly header?: string;
};

/**
 * What a document is in a list: one of these. The first that fits: `replaced`, `revoked`, `expired`, `suspended`, `valid`.
 * It goes by what was asked for here (the chain may follow); an act that somebody else wrote to the chain is not in it.
 */
export type ListedStatus = DocumentListStatus;

/** A page of documents, by stream, newest first. `after` is the cursor of the page before. */
export type PageRequest = Selection & {
  /** Only those of this status. Those that are `expired` come by when their time was over, the newest first. */
  readonly status?: ListedStatus;
  /** Only those whose batch is in the log, or only those whose batch is not. */
  readonly anchored?: boolean;
  readonly after?: PageCursor;
  readonly limit: number;
};

/** Where a page ended. */
export type PageCursor = { readonly stream: number; readonly seq: bigint };

export type StoredPage = {
  readonly documents: readonly StoredDocument[];
  readonly next: PageCursor | null;
};
