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
const ids = new RecentMap<Hex>(256, 2048);
const toId = (text: string): Hex => ids.get(text, (name) => toHex(sha256(name)));

/** The id of the authority whose documents carry this `iss`. */
export function toAuthorityId(iss: string): AuthorityId {
  return toId(iss);
}

/** The id of the document type whose documents carry this `vct`. */
export function toDocumentTypeId(vct: string): DocumentTypeId {
  return toId(vct);
}
