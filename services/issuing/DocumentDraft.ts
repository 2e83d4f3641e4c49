import type { DocumentId } from "@sello/sdk";
import type { Claims } from "../registry/types/DocumentType.ts";
import type { StatusPlace } from "../status/StatusPlaces.ts";

/** Names a record, what was said of it, and whose it is, to us alone: 16 bytes of an HMAC each. */
export type RecordDigest = {
  readonly naturalKey: Buffer;
  readonly claimsDigest: Buffer;
  /** The same in every document of a person; null: nobody said whose it is. */
  readonly personKey: Buffer | null;
};

/** Clean claims that fit their type, with the digests that name them. */
export type ReadRecord = { readonly claims: Claims; readonly record: RecordDigest };

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
