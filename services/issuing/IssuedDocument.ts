import type { DocumentState } from "@sello/api";
import type { AuthorityId, AuthoritySlug, DocumentId } from "@sello/sdk";
import type { Transaction } from "../platform/database/Transaction.ts";
import type { Claims } from "../registry/types/DocumentType.ts";
import type { DocumentStatus } from "../status/DocumentStatus.ts";

/** A public EC key of a holder's device, on P-256 (RFC 7517). */
export type HolderKey = Readonly<Record<string, unknown>>;

export type IssueRequest = {
  readonly authority: AuthorityId;
  /** Name of the document type, such as `driving-licence`; the newest version that the authority may issue. */
  readonly type: string;
  readonly claims: Claims;
  /** ID number of the person whose document it is, where the claims do not say it. It is not in the document. */
  readonly person?: string;
  /** Public key of the holder, if the document is to be bound to one (`cnf`, RFC 7800). */
  readonly holderKey?: HolderKey;
};

export type IssuedDocument = {
  readonly id: DocumentId;
  readonly authority: AuthoritySlug;
  readonly type: string;
  readonly state: DocumentState;
  /** Counts renewals, corrections and replacements, from 0. */
  readonly revision: number;
  readonly copies: number;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Unix seconds; null: until it is revoked. */
  readonly expiresAt: number | null;
  readonly expired: boolean;
  readonly replaces: DocumentId | null;
  readonly replacedBy: DocumentId | null;
  /** What the status acts say, and whether the chain has it yet. */
  readonly status: DocumentStatus;
};

/** An issued document, and whether it was issued by an earlier request with the same idempotency key. */
export type Issued = { readonly document: IssuedDocument; readonly replay: boolean };

/** What a request was, for nobody but us: see `RequestDigests`. */
export type RequestDigest = {
  /**
   * Its 32 bytes under the newest secret, and which one that is. Asked when it is written, after the documents were
   * named: a request may have waited through a whole change of the secret.
   */
  newest(): { readonly generation: number; readonly digest: Uint8Array };
  /** Whether a digest that is keyed with a secret of that generation is of the same request. */
  equals(generation: number, digest: Uint8Array): Promise<boolean>;
};

/** The caller's key for one request, as HTTP's Idempotency-Key gives it. */
export type IdempotencyKey = {
  /** Of who asks: see `toCallerId`. */
  readonly callerId: string;
  /** The same as the audit names them. */
  readonly actor: string;
  readonly key: string;
  readonly request: RequestDigest;
  /** The same request as it was remembered before migration 0064, which forgot where it went. */
  readonly former?: {
    /** SHA-256 of the body. */
    readonly bodyDigest: Uint8Array;
    /** The document that the request was about; null for a first one. */
    readonly document: DocumentId | null;
  };
};

export type IssueOptions = {
  readonly idempotency?: IdempotencyKey;
  /** At whose asking, where no key is given: see `toCallerId`. Absent: the program itself. */
  readonly callerId?: string;
  /** What else is written in the transaction that stores the document; only where no key is given. */
  readonly within?: (tx: Transaction, document: DocumentId) => Promise<void>;
};

/** A step of the program. */
export type IssuedWithin = Pick<IssueOptions, "callerId"> & {
  /** What it writes in the transaction that stores the documents. */
  readonly within: (tx: Transaction, documents: readonly DocumentId[]) => Promise<void>;
};

/** Asks for a document that may name those before it. */
export type RequestAfter = (before: readonly DocumentId[]) => IssueRequest | Promise<IssueRequest>;

/** At whose asking something is issued. */
export type IssuedBy = {
  /** See `toCallerId`; null: the program itself. */
  readonly callerId: string | null;
  readonly importId: string | null;
};

/** Nobody asked: what has to be signed again. */
export const byItself: IssuedBy = { callerId: null, importId: null };

export const issuedBy = ({
  idempotency,
  callerId,
}: Pick<IssueOptions, "idempotency" | "callerId">): IssuedBy => ({
  callerId: idempotency?.callerId ?? callerId ?? null,
  importId: null,
});

/** Who changes a document: an officer, as the audit names them, for an authority. */
export type Actor = { readonly authority: AuthorityId; readonly officer: string };
