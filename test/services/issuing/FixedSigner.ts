import { createPrivateKey, type JsonWebKey, sign } from "node:crypto";
import { toJwkThumbprint } from "@sello/sdk/issue";
import type { Signer, SigningKey } from "../../../services/signing/Signer.ts";

/** One key for everybody, the same in every thread that is given its private JWK. */
export class FixedSigner implements Signer {
  readonly key: SigningKey;

  constructor(privateJwk: JsonWebKey) {
    // As a member of the key itself: given beside the key, Node 24 looks the key up again at each call.
    const key = Object.assign(createPrivateKey({ key: privateJwk, format: "jwk" }), {
      dsaEncoding: "ieee-p1363" as const,
    });
    const jwk = { kty: "EC", crv: "P-256", x: privateJwk.x ?? "", y: privateJwk.y ?? "" } as const;
    this.key = {
      kid: toJwkThumbprint(jwk),
      jwk,
      sign: (bytes) => sign("sha256", bytes, key),
    };
  }

  async current(): Promise<SigningKey> {
    return this.key;
  }

  async published(): Promise<readonly SigningKey[]> {
    return [this.key];
  }
}
