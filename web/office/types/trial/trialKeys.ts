import type { EcPublicJwk } from "@sello/sdk";
import { toJwkThumbprint } from "@sello/sdk/issue";
import { type NoteSigner, type SignatureType, toVerifierKey } from "@sello/sdk/log";

/** A key that is thrown away with the page; its private half does not leave WebCrypto. */
export type TrialKey = {
  readonly jwk: EcPublicJwk;
  readonly kid: string;
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
};

const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;

export async function makeTrialKey(): Promise<TrialKey> {
  const { subtle } = globalThis.crypto;
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const { publicKey, privateKey } = await subtle.generateKey(curve, false, ["sign", "verify"]);
  const { x = "", y = "" } = await subtle.exportKey("jwk", publicKey);
  const jwk = { kty: "EC", crv: "P-256", x, y } as const;
  const how = { name: "ECDSA", hash: "SHA-256" };
  const sign = async (message: Uint8Array) =>
    new Uint8Array(await subtle.sign(how, privateKey, owned(message)));
  return { jwk, kid: toJwkThumbprint(jwk), sign };
}

/** Who signs notes: the log, a witness, an office. */
export async function makeTrialSigner(name: string, type: SignatureType): Promise<NoteSigner> {
  const { subtle } = globalThis.crypto;
  const pair = await subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const { publicKey, privateKey } = pair as CryptoKeyPair;
  const raw = new Uint8Array(await subtle.exportKey("raw", publicKey));
  const sign = async (message: Uint8Array) =>
    new Uint8Array(await subtle.sign("Ed25519", privateKey, owned(message)));
  return { key: toVerifierKey(name, type, raw), sign };
}
