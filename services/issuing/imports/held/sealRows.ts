import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import { drawBytes } from "../../drawBytes.ts";
import type { RejectedRow } from "../Import.ts";

/** Whose rows they are: authenticated with them, so that no others can stand in for them. */
export type RowsPlace =
  | { readonly import: string; readonly segment: number }
  | { readonly import: string; readonly line: number };

export const fileKeyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** Before all that is sealed: rows of before begin with 0, and files of before that with a character. */
const sealedMark = 1;
const textOffset = 1 + nonceBytes + tagBytes;

export const newFileKey = (): Buffer => drawBytes(fileKeyBytes);

/** Rows of a file as they are stored: mark (1), nonce (12), tag (16), AES-256-GCM (NIST SP 800-38D). */
export function sealRows(key: Buffer, place: RowsPlace, rows: Buffer): Buffer {
  const nonce = drawBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", createSecretKey(key), nonce);
  cipher.setAAD(toBytes(place));
  const text = cipher.update(rows);
  cipher.final();
  return Buffer.concat([Buffer.from([sealedMark]), nonce, cipher.getAuthTag(), text]);
}

/**
 * What `sealRows` was given; rows of an import of before are not sealed, and come back as they are. Throws where they
 * were sealed with another key or for another place, or altered: that is a fault of ours.
 */
export function openRows(key: Buffer | null, place: RowsPlace, stored: Buffer): Buffer {
  if (stored[0] !== sealedMark) return stored;
  if (key === null) throw new Error("sealed rows without their key");
  const nonce = stored.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv("aes-256-gcm", createSecretKey(key), nonce);
  decipher.setAAD(toBytes(place));
  decipher.setAuthTag(stored.subarray(1 + nonceBytes, textOffset));
  return Buffer.concat([decipher.update(stored.subarray(textOffset)), decipher.final()]);
}

const toBytes = (place: RowsPlace): Buffer =>
  Buffer.from(
    "line" in place
      ? `${place.import} line ${place.line}`
      : `${place.import} segment ${place.segment}`,
  );

/** Rejections with their rows sealed. */
export const sealEach = (
  key: Buffer,
  importId: string,
  rejections: readonly RejectedRow[],
): readonly RejectedRow[] =>
  rejections.map(({ row, ...rest }) => {
    if (row === undefined) return rest;
    return { ...rest, row: sealRows(key, { import: importId, line: rest.line }, row) };
  });
