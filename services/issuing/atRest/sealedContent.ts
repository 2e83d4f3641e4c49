import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import type { DocumentId } from "@sello/sdk";
import type { StatusPlace } from "../../status/StatusPlaces.ts";
import { drawBytes } from "../drawBytes.ts";
import { ContentBroken } from "../errors.ts";

/** Which copy a sealed content is of: authenticated with it, so that no row can stand in for another. */
export type ContentOwner = { readonly document: DocumentId; readonly place: StatusPlace };

export const documentKeyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

// nonce (12) || tag (16) || ciphertext
const textOffset = nonceBytes + tagBytes;

/** A key for what one document says. */
export const newDocumentKey = (): Buffer => drawBytes(documentKeyBytes);

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce: one key seals the few copies of one document.
 * @param content as `packContent` made it
 */
export function sealContent(key: Buffer, owner: ContentOwner, content: Buffer): Buffer {
  const nonce = drawBytes(nonceBytes);
  // Of bytes in place of a key, Node asks in a way that throws and catches two errors: three times the work.
  const cipher = createCipheriv("aes-256-gcm", createSecretKey(key), nonce);
  cipher.setAAD(toOwnerBytes(owner));
  const text = cipher.update(content);
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** Throws `ContentBroken`: another key, another copy, or altered bytes. */
export function openContent(key: Buffer, owner: ContentOwner, sealed: Buffer): Buffer {
  const { document } = owner;
  if (sealed.length < textOffset) throw new ContentBroken(document);
  const decipher = createDecipheriv(
    "aes-256-gcm",
    createSecretKey(key),
    sealed.subarray(0, nonceBytes),
  );
  decipher.setAAD(toOwnerBytes(owner));
  decipher.setAuthTag(sealed.subarray(nonceBytes, textOffset));
  const content = decipher.update(sealed.subarray(textOffset));
  try {
    decipher.final();
    return content;
  } catch {
    throw new ContentBroken(document);
  }
}

const uuidBytes = 16;

function toOwnerBytes({ document, place }: ContentOwner): Buffer {
  const bytes = Buffer.alloc(uuidBytes + 8);
  bytes.write(document.replaceAll("-", ""), 0, "hex");
  bytes.writeUInt32BE(place.list, uuidBytes);
  bytes.writeUInt32BE(place.index, uuidBytes + 4);
  return bytes;
}
