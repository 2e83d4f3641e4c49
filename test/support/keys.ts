import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
} from "node:crypto";
import {
  type EcPublicJwk,
  type NoteSigner,
  type SignatureType,
  toJwkThumbprint,
  toVerifierKey,
} from "../../sdk/index.ts";

/** An ES256 key for tests, fresh at every call. */
export interface TestEcKey {
  readonly jwk: EcPublicJwk;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export function makeEcKey(): TestEcKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const jwk: EcPublicJwk = { kty: "EC", crv: "P-256", x, y };
  return {
    jwk,
    kid: toJwkThumbprint(jwk),
    privateKey,
    sign: (message) =>
      new Uint8Array(sign("sha256", message, { key: privateKey, dsaEncoding: "ieee-p1363" })),
  };
}

// RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8.
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** An Ed25519 note signer, the same for the same name; type 0x01 or 0x04. */
export function makeNoteSigner(name: string, type: SignatureType): NoteSigner {
  const seed = hash("sha256", `${type} ${name}`, "buffer");
  const der = Buffer.concat([pkcs8Prefix, seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return {
    key: toVerifierKey(name, type, new Uint8Array(spki.subarray(-32))),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

/** The same random bytes in every run. */
export function makeSeededBytes(seed: number): (length: number) => Uint8Array {
  let counter = 0;
  return (length) => {
    const blocks: Buffer[] = [];
    for (let made = 0; made < length; made += 32) {
      blocks.push(hash("sha256", `${seed}/${counter++}`, "buffer"));
    }
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
  };
}
