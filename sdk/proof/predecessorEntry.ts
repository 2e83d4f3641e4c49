import { sha256 } from "#sdk/crypto";
import { concatBytes, toUint64 } from "../encoding/bytes.ts";
import { fromHex } from "../encoding/hex.ts";
import { authorityIdFrom, documentTypeIdFrom, type Hex } from "../ids.ts";
import type { LogEntry } from "./LogEntry.ts";

/** A sealed log, as the log that follows it commits to it. */
export interface SealedLog {
  readonly chainId: number;
  /** Address of its contract `DocumentLog`. */
  readonly log: Hex;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** What such an entry has where others have the id of a document type. */
export const predecessorType = documentTypeIdFrom(sha256("sello/log/predecessor"));

/**
 * Entry 0 of a log that follows a sealed one, but for its time: it holds no documents, but the sealed log's size and
 * root. A sealed log of size 0 has no such entry, since a count is at least 1.
 */
export function toPredecessorEntry({
  chainId,
  log,
  size,
  root,
}: SealedLog): Omit<LogEntry, "anchoredAt"> {
  // sha256(abi.encodePacked(uint256 chainId, address log))
  const place = concatBytes([new Uint8Array(24), toUint64(chainId), fromHex(log)]);
  return {
    authority: authorityIdFrom(sha256(place)),
    documentType: predecessorType,
    batchRoot: root,
    count: size,
  };
}
