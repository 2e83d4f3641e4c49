import { generateKeyPairSync, sign } from "node:crypto";

/** As a device proves that it has the key of a copy (OpenID4VCI 1.0, F.1). */
export function prove({ nonce, audience }: { nonce: string; audience: string }): string {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  const text = [
    { typ: "openid4vci-proof+jwt", alg: "ES256", jwk },
    { aud: audience, nonce, iat: Math.floor(Date.now() / 1_000) },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signing = { key: privateKey, dsaEncoding: "ieee-p1363" } as const;
  return `${text}.${sign("sha256", Buffer.from(text), signing).toString("base64url")}`;
}
