import type { DocumentId } from "@sello/sdk";
import { drawBytes } from "./drawBytes.ts";

/**
 * A UUID of version 7 (RFC 9562 §5.7).
 * @param nowMs unix time in milliseconds
 */
export function newDocumentId(nowMs: number): DocumentId {
  const bytes = drawBytes(16);
  bytes.writeUIntBE(Math.floor(nowMs), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as DocumentId;
}
