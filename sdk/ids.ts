import { sha256 } from "#sdk/crypto";
import { toHex } from "./encoding/hex.ts";
import { RecentMap } from "./RecentMap.ts";

/** Bytes as lowercase hex with `0x` in front, as the chain's tools write them. */
export type Hex = `0x${string}`;

/** `sha256(utf8(iss))`: the authority on chain and in the log. 32 bytes. */
export type AuthorityId = Hex;

/** `sha256(utf8(vct))`: the document type on chain and in the log. 32 bytes. */
export type DocumentTypeId = Hex;

// A verifier meets the same few authorities and types again and again.
const authorities = new RecentMap<AuthorityId>(128, 2048);
const documentTypes = new RecentMap<DocumentTypeId>(128, 2048);
const toId = (name: string): Hex => toHex(sha256(name));

/** The id of the authority whose documents carry this `iss`. */
export function toAuthorityId(iss: string): AuthorityId {
  return authorities.get(iss, toId);
}

/** The id of the document type whose documents carry this `vct`. */
export function toDocumentTypeId(vct: string): DocumentTypeId {
  return documentTypes.get(vct, toId);
}
