import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import { toHex } from "@sello/sdk";
import { hexToBytes, type LocalAccount } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { fromDerSignature } from "./fromDerSignature.ts";
import type { PublicKey, SigningKey } from "./Signer.ts";
import { toKid } from "./toKid.ts";

/** A key that signs notes (C2SP signed-note). */
export type NoteKey = {
  /** 32 bytes of Ed25519, 1312 of ML-DSA-44. */
  readonly publicKey: Uint8Array;
  /** 64 bytes (RFC 8032), or 2420 (FIPS 204, hedged, with an empty context). */
  sign(bytes: Uint8Array): Uint8Array;
};

/** What an opened key of each kind can do. None of them gives its private part away. */
export type KeyOfKind = {
  /** Documents and status list tokens of an authority. */
  es256: SigningKey;
  /** Log, trust lists, witnesses. */
  ed25519: NoteKey;
  /** Witnesses. */
  "ml-dsa-44": NoteKey;
  /** Accounts on the chain: the service's senders and the demo's officers. */
  secp256k1: LocalAccount;
  /** Digests of what must not be told: for a keyed hash, not to be written anywhere. */
  secret: KeyObject;
};

export type KeyKind = keyof KeyOfKind;

type Kind<K extends KeyKind> = {
  /** A new private key, as it will be sealed. */
  generate(): Buffer;
  /** @param secret as `generate` gave it; not kept */
  open(secret: Buffer): KeyOfKind[K];
  toPublic(key: KeyOfKind[K]): Readonly<Record<string, unknown>>;
};

const toPkcs8 = (key: KeyObject): Buffer => key.export({ format: "der", type: "pkcs8" });
const fromPkcs8 = (der: Buffer): KeyObject =>
  createPrivateKey({ key: der, format: "der", type: "pkcs8" });

const es256: Kind<"es256"> = {
  generate: () => toPkcs8(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey),
  open(secret) {
    const privateKey = fromPkcs8(secret);
    return {
      ...toPublicKey(privateKey),
      sign: (bytes) => fromDerSignature(sign("sha256", bytes, privateKey)),
    };
  },
  toPublic: ({ kid, jwk }) => ({ kid, jwk }),
};

const ed25519: Kind<"ed25519"> = {
  generate: () => toPkcs8(generateKeyPairSync("ed25519").privateKey),
  open(secret) {
    const privateKey = fromPkcs8(secret);
    const { x } = createPublicKey(privateKey).export({ format: "jwk" });
    const publicKey = Buffer.from(x ?? "", "base64url");
    return { publicKey, sign: (bytes) => sign(null, bytes, privateKey) };
  },
  toPublic: ({ publicKey }) => ({ publicKey: toHex(publicKey) }),
};

// RFC 9881: in a SubjectPublicKeyInfo the raw key comes last.
const mlDsa44PublicBytes = 1_312;

const mlDsa44: Kind<"ml-dsa-44"> = {
  generate: () => toPkcs8(generateKeyPairSync("ml-dsa-44").privateKey),
  open(secret) {
    const privateKey = fromPkcs8(secret);
    const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
    const publicKey = spki.subarray(-mlDsa44PublicBytes);
    return { publicKey, sign: (bytes) => sign(null, bytes, privateKey) };
  },
  toPublic: ({ publicKey }) => ({ publicKey: toHex(publicKey) }),
};

const secp256k1: Kind<"secp256k1"> = {
  generate: () => Buffer.from(hexToBytes(generatePrivateKey())),
  open: (secret) => privateKeyToAccount(toHex(secret)),
  toPublic: ({ address }) => ({ address }),
};

const secret: Kind<"secret"> = {
  generate: () => randomBytes(32),
  open: (bytes) => createSecretKey(bytes),
  toPublic: () => ({}),
};

export const keyKinds: { readonly [K in KeyKind]: Kind<K> } = {
  es256,
  ed25519,
  "ml-dsa-44": mlDsa44,
  secp256k1,
  secret,
};

export const keyKindNames = Object.keys(keyKinds) as readonly KeyKind[];

function toPublicKey(privateKey: KeyObject): PublicKey {
  const { x = "", y = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const jwk = { kty: "EC", crv: "P-256", x, y } as const;
  return { kid: toKid(jwk), jwk };
}
