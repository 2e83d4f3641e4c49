const ivBytes = 12;
const toBytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** Something encrypted with AES-GCM. */
export type Box = {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly content: Uint8Array<ArrayBuffer>;
};

/** @param name what it is: a box cannot be put in another's place */
export async function closeBox(
  key: CryptoKey,
  name: string,
  content: Uint8Array<ArrayBuffer>,
): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const how = { name: "AES-GCM", iv, additionalData: toBytes(name) };
  return { iv, content: new Uint8Array(await crypto.subtle.encrypt(how, key, content)) };
}

/** Another key, another name, or a changed byte: `OperationError`. */
export async function openBox(
  key: CryptoKey,
  name: string,
  { iv, content }: Box,
): Promise<Uint8Array<ArrayBuffer>> {
  const how = { name: "AES-GCM", iv, additionalData: toBytes(name) };
  return new Uint8Array(await crypto.subtle.decrypt(how, key, content));
}

/** A key for boxes, which nothing can read out of the browser. */
export const toBoxKey = (bytes: BufferSource): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);

/** The key that a passkey's secret gives (HKDF, RFC 5869). */
export async function toLockKey(secret: ArrayBuffer): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = {
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(),
    info: toBytes("sello resident lock 1"),
  };
  const made = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(how, base, made, false, ["encrypt", "decrypt"]);
}
