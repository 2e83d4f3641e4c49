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

const lengthBytes = 4;
const signatureBytes = 64;

/**
 * Payload, signature and disclosures as bytes: the length (4 bytes, big-endian) and the payload, 64 bytes of signature,
 * then for each disclosure its length and itself. Base64 takes a third more.
 */
export function packContent({ payload, signature, disclosures }: CopyContent): Buffer {
  if (signature.length !== signatureBytes) throw new RangeError("not an ES256 signature");
  const parts = [toLength(payload), payload, signature];
  for (const disclosure of disclosures) parts.push(toLength(disclosure), disclosure);
  return Buffer.concat(parts);
}

/** @param bytes as `packContent` made them, of our own database */
export function unpackContent(bytes: Buffer): CopyContent {
  const payload = readPart(bytes, 0);
  const signatureAt = lengthBytes + payload.length;
  const end = signatureAt + signatureBytes;
  if (end > bytes.length) throw cutShort();
  const disclosures: Buffer[] = [];
  for (let offset = end; offset < bytes.length; ) {
    const disclosure = readPart(bytes, offset);
    disclosures.push(disclosure);
    offset += lengthBytes + disclosure.length;
  }
  return { payload, signature: bytes.subarray(signatureAt, end), disclosures };
}

/** The document with all its disclosures (RFC 9901 §4). */
export function toSdJwt(stored: StoredSdJwt): string {
  const disclosures = stored.disclosures.map((each) => `${each.toString("base64url")}~`);
  return `${toJwt(stored)}~${disclosures.join("")}`;
}

/** The issuer-signed JWT in compact form (RFC 7515 §7.1), whose ASCII bytes are a leaf of the log. */
export const toJwt = ({ header, payload, signature }: Omit<StoredSdJwt, "disclosures">): string =>
  `${header}.${payload.toString("base64url")}.${signature.toString("base64url")}`;

function toLength({ length }: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(lengthBytes);
  bytes.writeUInt32BE(length);
  return bytes;
}

function readPart(bytes: Buffer, offset: number): Buffer {
  if (offset + lengthBytes > bytes.length) throw cutShort();
  const start = offset + lengthBytes;
  const end = start + bytes.readUInt32BE(offset);
  if (end > bytes.length) throw cutShort();
  return bytes.subarray(start, end);
}

const cutShort = () => new RangeError("the content of a copy is cut short");
