import type { DocumentId } from "@sello/sdk";
import type { Claims } from "../registry/types/DocumentType.ts";
import type { StatusPlace } from "../status/StatusPlaces.ts";

/** Names a record, and what was said of it, to us alone: 16 bytes of an HMAC each, under one secret. */
export type RecordName = {
  /** Which secret: see `DigestGenerations.ts`. */
  readonly generation: number;
  readonly naturalKey: Buffer;
  readonly claimsDigest: Buffer;
};

/** A record's name under the newest secret, and whose it is. */
export type RecordDigest = RecordName & {
  /** The same in every document of a person; null: nobody said whose it is. */
  readonly personKey: Buffer | null;
  readonly personGeneration: number;
  /** Its names under the other secrets; none but while the secret changes. */
  readonly others: readonly RecordName[];
};

/** All of its names, the one under the newest secret first. */
export const namesOf = (record: RecordDigest): readonly RecordName[] => [record, ...record.others];

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
