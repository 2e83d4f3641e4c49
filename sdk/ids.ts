import { sha256 } from "#sdk/crypto";
import { toHex } from "./encoding/hex.ts";
import { RecentMap } from "./RecentMap.ts";

/** Bytes as lowercase hex with `0x` in front, as the chain's tools write them. */
export type Hex = `0x${string}`;

/** `sha256(utf8(iss))`: the authority on chain and in the log. 32 bytes. */
export type AuthorityId = Hex & { readonly __brand: "AuthorityId" };

/** `sha256(utf8(vct))`: the document type on chain and in the log. 32 bytes. */
export type DocumentTypeId = Hex & { readonly __brand: "DocumentTypeId" };

/** An office's name for a document: a UUID of version 7, so that keys grow with time. */
export type DocumentId = string & { readonly __brand: "DocumentId" };

/** Short name of an authority in URLs, such as `nanshan-housing`. */
export type AuthoritySlug = string;

// A verifier meets the same few authorities and types again and again.
const authorities = new RecentMap<AuthorityId>(128, 2048);
const documentTypes = new RecentMap<DocumentTypeId>(128, 2048);

/** An id as it is stored or sent: 32 bytes. */
export const authorityIdFrom = (bytes: Uint8Array): AuthorityId => toHex(bytes) as AuthorityId;

/** An id as it is stored or sent: 32 bytes. */
export const documentTypeIdFrom = (bytes: Uint8Array): DocumentTypeId =>
  toHex(bytes) as DocumentTypeId;

/** The id of the authority whose documents carry this `iss`. */
export function toAuthorityId(iss: string): AuthorityId {
  return authorities.get(iss, (name) => toHex(sha256(name)) as AuthorityId);
}

/** The id of the document type whose documents carry this `vct`. */
export function toDocumentTypeId(vct: string): DocumentTypeId {
  return documentTypes.get(vct, (name) => toHex(sha256(name)) as DocumentTypeId);
}
