import type { DocumentId } from "@sello/sdk";
import type { Claims } from "../registry/types/DocumentType.ts";
import type { StatusPlace } from "../status/StatusPlaces.ts";

/** Names a record, and what was said of it, to us alone: 16 bytes of an HMAC each, under one secret. */
export type RecordName = {
  /** Which secret: see `DigestGenerations.ts`. */
  readonly generation: number;
  readonly naturalKey: Buffer;
  readonly claimsDigest: Buffer;
  /** Of the name in it, as `normaliseName` writes it; null: its type has none. */
  readonly nameKey: Buffer | null;
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

/** A signed copy as it is stored: sealed, but for what the log and the status lists need. */
export type CopyDraft = {
  /** Which of `jwt_headers`. */
  readonly header: number;
  /** Its hash in a tree of the log: 32 bytes. */
  readonly leaf: Uint8Array;
  /** What it says, as `sealContent` sealed it. */
  readonly content: Buffer;
  readonly place: StatusPlace;
};

/** A signed document with its first copy, not yet stored. */
export type DocumentDraft = {
  readonly id: DocumentId;
  readonly record: RecordDigest;
  /** Unix seconds. */
  readonly expiresAt: number | null;
  /** The key that seals its copies, wrapped with its authority's: 40 bytes. */
  readonly wrappedKey: Buffer;
  readonly copy: CopyDraft;
};
