import { createPrivateKey, type JsonWebKey, sign } from "node:crypto";
import { toJwkThumbprint } from "../../../sdk/index.ts";
import type { Signer, SigningKey } from "../../../services/registry/Signer.ts";

/** One key for everybody, the same in every thread that is given its private JWK. */
export class FixedSigner implements Signer {
  readonly key: SigningKey;

  constructor(privateJwk: JsonWebKey) {
    const key = createPrivateKey({ key: privateJwk, format: "jwk" });
    const jwk = { kty: "EC", crv: "P-256", x: privateJwk.x ?? "", y: privateJwk.y ?? "" } as const;
    this.key = {
      kid: toJwkThumbprint(jwk),
      jwk,
      sign: (bytes) => sign("sha256", bytes, { key, dsaEncoding: "ieee-p1363" }),
    };
  }

  async current(): Promise<SigningKey> {
    return this.key;
  }

  async published(): Promise<readonly SigningKey[]> {
    return [this.key];
  }
}
