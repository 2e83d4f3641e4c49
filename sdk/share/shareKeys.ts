import { sha256, sha256Base64url } from "#sdk/crypto";
import { fromBase64url } from "../encoding/base64.ts";
import { owned } from "../encoding/bytes.ts";
import { randomBase64url } from "../encoding/random.ts";
import { encodeUtf8 } from "../encoding/utf8.ts";
import { ShareError } from "./ShareError.ts";

/** What a link says: where the share is, and what opens it. Both in base64url. */
export interface ShareSecret {
  /** 128 random bits. The service learns it when somebody opens the share, and knows its SHA-256 before. */
  readonly id: string;
  /** 256 random bits. Behind the `#` of the link, so that no browser sends it. */
  readonly key: string;
}

/** Whether a text may be a share's id. */
export const isShareId = (text: string): boolean => isBase64url(text, 22);

/** Whether a text may be a share's key. */
export const isShareKey = (text: string): boolean => isBase64url(text, 43);

/** A new link's secret, from the platform's random numbers. */
export const newShareSecret = (): ShareSecret => ({
  id: randomBase64url(16),
  key: randomBase64url(32),
});

/** Under what a service keeps the share: SHA-256 of the id's characters, in base64url. */
export const toShareDigest = (id: string): string => sha256Base64url(id);

export interface DerivedKeys {
  /** AES-256-GCM. */
  readonly encryption: CryptoKey;
  /** 32 bytes that say which key it was, and nothing of it. */
  readonly commitment: Uint8Array;
}

/**
 * HKDF-SHA256 (RFC 5869) of the key, with the id's digest as salt. AES-GCM alone lets one ciphertext have two keys, and does
 * not tell a wrong key from altered bytes; the commitment does. Throws ShareError `share.malformed-link`.
 */
export async function deriveKeys({ id, key }: ShareSecret): Promise<DerivedKeys> {
  if (!isShareId(id) || !isShareKey(key))
    throw new ShareError("share.malformed-link", "this is not the id and key of a share");
  const { subtle } = globalThis.crypto;
  const material = await subtle.importKey("raw", bytesOf(key), "HKDF", false, [
    "deriveBits",
    "deriveKey",
  ]);
  const salt = owned(sha256(id));
  const of = (info: string) => ({
    name: "HKDF",
    hash: "SHA-256",
    salt,
    info: owned(encodeUtf8(info)),
  });
  const encryption = await subtle.deriveKey(
    of("sello/share/1 encryption"),
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
  const bits = await subtle.deriveBits(of("sello/share/1 commitment"), material, 256);
  return { encryption, commitment: new Uint8Array(bits) };
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => owned(fromBase64url(text));

function isBase64url(text: string, characters: number): boolean {
  if (text.length !== characters) return false;
  try {
    fromBase64url(text);
    return true;
  } catch {
    return false;
  }
}
