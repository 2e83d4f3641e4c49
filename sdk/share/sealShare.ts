import { concatBytes, equalBytes, owned } from "../encoding/bytes.ts";
import { encodeUtf8 } from "../encoding/utf8.ts";
import { limits } from "../limits.ts";
import { ShareError } from "./ShareError.ts";
import { deriveKeys, newShareSecret, type ShareSecret, toShareDigest } from "./shareKeys.ts";

/** What the holder said about a share. It is authenticated with what is in it, so nobody else can say otherwise. */
export interface ShareTerms {
  /** Unix seconds. */
  readonly endsAt: number;
  /** Whether it can be opened one time only. */
  readonly once: boolean;
  /** For whom it is, in the holder's words; null: they did not say. */
  readonly audience: string | null;
}

/** What a service keeps, and what the link says. */
export interface MadeShare {
  /** For the link alone. */
  readonly secret: ShareSecret;
  /** `toShareDigest` of its id. */
  readonly digest: string;
  /** See docs/formats.md, *Shares*. */
  readonly sealed: Uint8Array;
}

const edition = 1;
const commitmentBytes = 32;
const nonceBytes = 12;
const headBytes = 1 + commitmentBytes + nonceBytes;
const lengthBytes = 4;
/** Lengths say how much is shown; they are rounded up to this. */
const pieceBytes = 4_096;

/**
 * Encrypts what is to be shown, a `.sello` file in either form, with a key that is nowhere but in the link. Throws
 * ShareError `share.too-large`.
 */
export async function makeShare(content: Uint8Array, terms: ShareTerms): Promise<MadeShare> {
  if (content.length > limits.shareContentBytesMax)
    throw new ShareError("share.too-large", "a share holds fewer bytes", {
      bytes: content.length,
      limit: limits.shareContentBytesMax,
    });
  const secret = newShareSecret();
  const { encryption, commitment } = await deriveKeys(secret);
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(nonceBytes));
  const algorithm = { name: "AES-GCM", iv, additionalData: toTermBytes(secret.id, terms) };
  const encrypted = await globalThis.crypto.subtle.encrypt(algorithm, encryption, pad(content));
  return {
    secret,
    digest: toShareDigest(secret.id),
    sealed: concatBytes([Uint8Array.of(edition), commitment, iv, new Uint8Array(encrypted)]),
  };
}

/**
 * What `makeShare` was given. The terms are those that the service states: with any others it does not open. Throws
 * ShareError `share.malformed-link`, `share.unreadable`, `share.other-key`, `share.altered`.
 */
export async function openShare(
  secret: ShareSecret,
  sealed: Uint8Array,
  terms: ShareTerms,
): Promise<Uint8Array> {
  if (sealed[0] !== edition || sealed.length <= headBytes)
    throw new ShareError("share.unreadable", "not a share of this edition");
  const { encryption, commitment } = await deriveKeys(secret);
  if (!equalBytes(sealed.subarray(1, 1 + commitmentBytes), commitment))
    throw new ShareError("share.other-key", "the key is not the one of this share");
  const iv = owned(sealed.subarray(1 + commitmentBytes, headBytes));
  const algorithm = { name: "AES-GCM", iv, additionalData: toTermBytes(secret.id, terms) };
  const opened = await globalThis.crypto.subtle
    .decrypt(algorithm, encryption, owned(sealed.subarray(headBytes)))
    .catch(() => null);
  const content = opened === null ? null : unpad(new Uint8Array(opened));
  if (content !== null) return content;
  throw new ShareError("share.altered", "the share is not as it was made");
}

/** An array as RFC 8785 writes it: edition, digest of the id, end, whether once, audience. */
const toTermBytes = (id: string, { endsAt, once, audience }: ShareTerms): Uint8Array<ArrayBuffer> =>
  owned(encodeUtf8(JSON.stringify(["sello/share/1", toShareDigest(id), endsAt, once, audience])));

/** Its length (32 bits, big-endian), itself, zeros up to a whole number of pieces. */
function pad(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = lengthBytes + content.length;
  const padded = new Uint8Array(Math.ceil(bytes / pieceBytes) * pieceBytes);
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, lengthBytes);
  return padded;
}

/** Null for what `pad` did not make. */
function unpad(padded: Uint8Array): Uint8Array | null {
  if (padded.length < lengthBytes) return null;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  const end = lengthBytes + length;
  return end > padded.length ? null : padded.slice(lengthBytes, end);
}
