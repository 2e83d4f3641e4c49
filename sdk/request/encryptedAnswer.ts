import { sha256 } from "#sdk/crypto";
import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import { fromBase64url, toBase64url } from "../encoding/base64.ts";
import { concatBytes, owned } from "../encoding/bytes.ts";
import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { decodeUtf8, encodeUtf8 } from "../encoding/utf8.ts";

// JWE in its compact form (RFC 7516 §7.1): ECDH-ES in direct key agreement (RFC 7518 §4.6) on P-256, with A256GCM (§5.3).

const encryption = "A256GCM";
const curve = { name: "ECDH", namedCurve: "P-256" } as const;
const ivBytes = 12;
const tagBytes = 16;
const headerDepthMax = 3;

/** A new key of who asks: the private half does not leave WebCrypto. */
export const newAnswerKey = (): Promise<CryptoKeyPair> =>
  globalThis.crypto.subtle.generateKey(curve, false, ["deriveBits"]);

export async function toPublicJwk({ publicKey }: CryptoKeyPair): Promise<EcPublicJwk> {
  const { x = "", y = "" } = await globalThis.crypto.subtle.exportKey("jwk", publicKey);
  return { kty: "EC", crv: "P-256", x, y };
}

export async function encryptTo(recipient: EcPublicJwk, text: string): Promise<string> {
  const own = await globalThis.crypto.subtle.generateKey(curve, true, ["deriveBits"]);
  const epk = await toPublicJwk(own);
  const header = toBase64url(
    encodeUtf8(JSON.stringify({ alg: "ECDH-ES", enc: encryption, kid: "1", epk })),
  );
  const key = await agree(own.privateKey, recipient, "encrypt");
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(ivBytes));
  const algorithm = { name: "AES-GCM", iv, additionalData: bytesOf(header) };
  const sealed = new Uint8Array(
    await globalThis.crypto.subtle.encrypt(algorithm, key, bytesOf(text)),
  );
  const end = sealed.length - tagBytes;
  const parts = [iv, sealed.subarray(0, end), sealed.subarray(end)].map(toBase64url);
  // In direct agreement the encrypted key is empty.
  return [header, "", ...parts].join(".");
}

/** Throws what WebCrypto or a reader throws where it is not a JWE to this key. */
export async function decryptWith(privateKey: CryptoKey, jwe: string): Promise<string> {
  const [header = "", encryptedKey, iv = "", content = "", tag = "", ...more] = jwe.split(".");
  if (encryptedKey !== "" || more.length > 0) throw new TypeError("not a JWE in direct agreement");
  const json = new JsonReader(parseJson(decodeUtf8(fromBase64url(header)), headerDepthMax));
  json.member("alg").oneOf(["ECDH-ES"]);
  json.member("enc").oneOf([encryption]);
  // What has to be understood, or party names, would change how the key is derived.
  for (const name of ["crit", "zip", "apu", "apv"])
    if (Object.hasOwn(json.anyObject(), name)) json.refuse(`no ${name}`);
  const epk = json.member("epk");
  const [x, y] = [epk.member("x").string(), epk.member("y").string()];
  const key = await agree(privateKey, { kty: "EC", crv: "P-256", x, y }, "decrypt");
  const algorithm = {
    name: "AES-GCM",
    iv: owned(fromBase64url(iv)),
    additionalData: bytesOf(header),
  };
  const sealed = owned(concatBytes([fromBase64url(content), fromBase64url(tag)]));
  const opened = await globalThis.crypto.subtle.decrypt(algorithm, key, sealed);
  return decodeUtf8(new Uint8Array(opened));
}

async function agree(
  privateKey: CryptoKey,
  { kty, crv, x, y }: EcPublicJwk,
  use: "encrypt" | "decrypt",
): Promise<CryptoKey> {
  const { subtle } = globalThis.crypto;
  const other = await subtle.importKey("jwk", { kty, crv, x, y }, curve, false, []);
  const shared = await subtle.deriveBits({ name: "ECDH", public: other }, privateKey, 256);
  const derived = owned(sha256(toKdfInput(new Uint8Array(shared))));
  return subtle.importKey("raw", derived, "AES-GCM", false, [use]);
}

/** Concat KDF for 256 bits: one round (RFC 7518 §4.6.2), without party names. */
const toKdfInput = (shared: Uint8Array): Uint8Array =>
  concatBytes([
    uint32(1),
    shared,
    uint32(encryption.length),
    encodeUtf8(encryption),
    uint32(0),
    uint32(0),
    uint32(256),
  ]);

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => owned(encodeUtf8(text));
