import { type DocumentTypeId, sha256, toHex } from "@sello/sdk";

/**
 * The type of a log's entry 0 where the log continues another: it is no document's. Its root is the root of the log
 * before, and its count that log's size (docs/formats.md).
 */
export const predecessorType = toHex(sha256("sello/log/predecessor")) as DocumentTypeId;
