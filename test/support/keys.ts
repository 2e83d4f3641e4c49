import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
} from "node:crypto";
import type { EcPublicJwk } from "@sello/sdk";
import { toJwkThumbprint } from "@sello/sdk/issue";
import { type NoteSigner, type SignatureType, signatureTypes, toVerifierKey } from "@sello/sdk/log";

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

// What stands before the 32 bytes of a private key in PKCS #8: RFC 8410 for Ed25519, RFC 9881 for the
// seed of ML-DSA-44.
const ed25519Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
const mlDsa44Prefix = Buffer.from("3034020100300b060960864801650304031104228020", "hex");

/** 32 bytes that only the text decides. */
export function makeSeed(text: string): Uint8Array {
  return new Uint8Array(hash("sha256", text, "buffer"));
}

/** A note signer, its key the same for the same name: Ed25519 for types 0x01 and 0x04, ML-DSA-44 for 0x06. */
export function makeNoteSigner(name: string, type: SignatureType, salt = ""): NoteSigner {
  const seed = makeSeed(`${type} ${name}${salt}`);
  const isMlDsa44 = type === signatureTypes.cosignatureMlDsa44;
  const der = Buffer.concat([isMlDsa44 ? mlDsa44Prefix : ed25519Prefix, seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return {
    key: toVerifierKey(name, type, new Uint8Array(spki.subarray(isMlDsa44 ? -1312 : -32))),
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
