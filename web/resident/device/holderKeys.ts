import { toText } from "../../ui/passkey/base64url.ts";

const curve = { name: "ECDSA", namedCurve: "P-256" } as const;
const toBytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const encode = (value: unknown): string => toText(toBytes(JSON.stringify(value)).buffer);

export type Possession = { readonly nonce: string; readonly audience: string; readonly at: number };

/** A key for one copy, made here, and the proof that this device has it (OpenID4VCI 1.0, F.1). */
export async function makeHolderKey(
  possession: Possession,
): Promise<{ readonly key: JsonWebKey; readonly proof: string }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, true, [
    "sign",
    "verify",
  ]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", publicKey);
  const header = { typ: "openid4vci-proof+jwt", alg: "ES256", jwk: { kty, crv, x, y } };
  const claims = { aud: possession.audience, nonce: possession.nonce, iat: possession.at };
  const signed = `${encode(header)}.${encode(claims)}`;
  const how = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(how, privateKey, toBytes(signed));
  return {
    key: await crypto.subtle.exportKey("jwk", privateKey),
    proof: `${signed}.${toText(signature)}`,
  };
}

/** The key as this page may use it, and as nothing may read it out. */
export const toSigningKey = (key: JsonWebKey): Promise<CryptoKey> =>
  crypto.subtle.importKey("jwk", key, curve, false, ["sign"]);
