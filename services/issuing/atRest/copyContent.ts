import { packParts, readPart, readParts } from "../../platform/lengthPrefixed.ts";

/** What a copy says, but for the header of its JWT, which thousands share. */
export type CopyContent = {
  /** The JWT's payload: JSON in UTF-8. */
  readonly payload: Buffer;
  /** ES256: 64 bytes (RFC 7518 §3.4). */
  readonly signature: Buffer;
  /** JSON in UTF-8 of each disclosure (RFC 9901 §4.2.1). */
  readonly disclosures: readonly Buffer[];
};

/** An SD-JWT in the parts in which it is kept. */
export type StoredSdJwt = CopyContent & {
  /** The JWT's header in base64url. */
  readonly header: string;
};

const signatureBytes = 64;

/**
 * Payload, signature and disclosures as bytes: the length (4 bytes, big-endian) and the payload, 64 bytes of signature,
 * then for each disclosure its length and itself. Base64 takes a third more.
 */
export function packContent({ payload, signature, disclosures }: CopyContent): Buffer {
  if (signature.length !== signatureBytes) throw new RangeError("not an ES256 signature");
  return Buffer.concat([packParts([payload]), signature, packParts(disclosures)]);
}

/** @param bytes as `packContent` made them, of our own database */
export function unpackContent(bytes: Buffer): CopyContent {
  const { part: payload, end: signatureAt } = readPart(bytes, 0);
  const end = signatureAt + signatureBytes;
  if (end > bytes.length) throw new RangeError("the content of a copy is cut short");
  const signature = bytes.subarray(signatureAt, end);
  return { payload, signature, disclosures: readParts(bytes, end) };
}

/** The document with all its disclosures (RFC 9901 §4). */
export function toSdJwt(stored: StoredSdJwt): string {
  const disclosures = stored.disclosures.map((each) => `${each.toString("base64url")}~`);
  return `${toJwt(stored)}~${disclosures.join("")}`;
}

/** The issuer-signed JWT in compact form (RFC 7515 §7.1), whose ASCII bytes are a leaf of the log. */
export const toJwt = ({ header, payload, signature }: Omit<StoredSdJwt, "disclosures">): string =>
  `${header}.${payload.toString("base64url")}.${signature.toString("base64url")}`;
