import { createHash, randomBytes } from "node:crypto";

/** 32 bytes as lowercase hex with `0x`. */
export type Hex = `0x${string}`;

/** sha256 of the authority's issuer URL (`iss`), as the registry contract keeps it. */
export type AuthorityId = Hex & { readonly __brand: "AuthorityId" };

/** sha256 of the document type's `vct` URL, as the contracts keep it. */
export type DocumentTypeId = Hex & { readonly __brand: "DocumentTypeId" };

/** A document's name in our store: a UUID of version 7, so that keys grow with time. */
export type DocumentId = string & { readonly __brand: "DocumentId" };

/** Short name of an authority in URLs, such as `nanshan-housing`. */
export type AuthoritySlug = string;

const sha256Hex = (text: string): Hex =>
  `0x${createHash("sha256").update(text, "utf8").digest("hex")}`;

export const toAuthorityId = (issuer: string): AuthorityId => sha256Hex(issuer) as AuthorityId;

export const toDocumentTypeId = (vct: string): DocumentTypeId => sha256Hex(vct) as DocumentTypeId;

export const toIssuer = (publicUrl: string, slug: AuthoritySlug): string =>
  `${publicUrl}/authorities/${slug}`;

/**
 * A UUID of version 7 (RFC 9562 §5.7).
 * @param nowMs unix time in milliseconds
 */
export function newDocumentId(nowMs: number): DocumentId {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Math.floor(nowMs), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as DocumentId;
}

/** The bytes of a `0x` hex string. */
export const toBytes = (hex: Hex): Buffer => Buffer.from(hex.slice(2), "hex");

/** Bytes as lowercase `0x` hex. */
export const toHex = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString("hex")}`;
