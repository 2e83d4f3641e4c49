import { createHash, type JsonWebKeyInput, randomBytes, verify } from "node:crypto";
import { fromHex, type Hex, toHex } from "@sello/sdk";
import { publicKeyToAddress } from "viem/accounts";
import type { KeyKind, KeyOfKind } from "../keyKinds.ts";
import type { PublicKey } from "../Signer.ts";
import { toKid } from "../toKid.ts";
import { cryptoki } from "./cryptoki.ts";
import { TokenError } from "./errors.ts";
import { toTokenAccount } from "./toTokenAccount.ts";

/** Kinds of keys that a token may hold. It knows no ML-DSA-44, and secrets are used more often than it could answer. */
export type TokenKind = Extract<KeyKind, "es256" | "ed25519" | "secp256k1">;

/** The public half, as it is stored. */
export type PublicOf = {
  readonly es256: PublicKey;
  readonly ed25519: { readonly publicKey: Hex };
  readonly secp256k1: { readonly address: Hex };
};

/** Signs with the key in the token. @param input what its mechanism signs: a digest of 32 bytes, or any bytes for Ed25519 */
export type RawSign = (input: Uint8Array) => Uint8Array;

export type KindInToken<K extends TokenKind> = {
  readonly keyType: number;
  readonly generate: number;
  readonly sign: number;
  /** DER of the curve's name (CKA_EC_PARAMS); where there are two, tokens know one of them. */
  readonly curves: readonly Buffer[];
  /** @param point CKA_EC_POINT */
  toPublic(point: Buffer): PublicOf[K];
  open(key: PublicOf[K], sign: RawSign): KeyOfKind[K];
  /** Whether the key in the token is this one; always true where each of its signatures shows it. */
  isSame(key: PublicOf[K], sign: RawSign): boolean;
};

const es256: KindInToken<"es256"> = {
  keyType: cryptoki.CKK_EC,
  generate: cryptoki.CKM_EC_KEY_PAIR_GEN,
  sign: cryptoki.CKM_ECDSA,
  // OBJECT IDENTIFIER 1.2.840.10045.3.1.7 (RFC 5480 §2.1.1.1).
  curves: [Buffer.from("06082a8648ce3d030107", "hex")],
  toPublic(point) {
    const raw = bare(point, 65);
    const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((each) =>
      each.toString("base64url"),
    );
    const jwk = { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" } as const;
    return { kid: toKid(jwk), jwk };
  },
  open: ({ jwk }, sign) => ({ kid: toKid(jwk), jwk, sign: (bytes) => sign(sha256(bytes)) }),
  isSame({ jwk }, sign) {
    const bytes = randomBytes(32);
    const key = { ...toKey(jwk), dsaEncoding: "ieee-p1363" } as const;
    return verify("sha256", bytes, key, sign(sha256(bytes)));
  },
};

const ed25519: KindInToken<"ed25519"> = {
  keyType: cryptoki.CKK_EC_EDWARDS,
  generate: cryptoki.CKM_EC_EDWARDS_KEY_PAIR_GEN,
  sign: cryptoki.CKM_EDDSA,
  // OBJECT IDENTIFIER 1.3.101.112 (RFC 8410 §3), and the name that PKCS#11 3.0 §2.3.5 has for it.
  curves: [Buffer.from("06032b6570", "hex"), Buffer.from("130c656477617264733235353139", "hex")],
  toPublic: (point) => ({ publicKey: toHex(bare(point, 32)) }),
  open: ({ publicKey }, sign) => ({ publicKey: fromHex(publicKey), sign }),
  isSame({ publicKey }, sign) {
    const bytes = randomBytes(32);
    const x = Buffer.from(fromHex(publicKey)).toString("base64url");
    return verify(null, bytes, toKey({ kty: "OKP", crv: "Ed25519", x }), sign(bytes));
  },
};

const secp256k1: KindInToken<"secp256k1"> = {
  keyType: cryptoki.CKK_EC,
  generate: cryptoki.CKM_EC_KEY_PAIR_GEN,
  sign: cryptoki.CKM_ECDSA,
  // OBJECT IDENTIFIER 1.3.132.0.10 (SEC 2, §A.2.1).
  curves: [Buffer.from("06052b8104000a", "hex")],
  toPublic: (point) => ({ address: publicKeyToAddress(toHex(bare(point, 65))) }),
  open: ({ address }, sign) => toTokenAccount(address, sign),
  isSame: () => true,
};

export const tokenKinds: { readonly [K in TokenKind]: KindInToken<K> } = {
  es256,
  ed25519,
  secp256k1,
};

export const isTokenKind = (kind: KeyKind): kind is TokenKind => kind in tokenKinds;

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

const toKey = (key: JsonWebKeyInput["key"]) => ({ key, format: "jwk" }) as const;

/** The point without the OCTET STRING around it, which some tokens leave out. */
function bare(point: Buffer, bytes: number): Buffer {
  const isWrapped = point.length === bytes + 2 && point[0] === 0x04 && point[1] === bytes;
  const raw = isWrapped ? point.subarray(2) : point;
  if (raw.length === bytes) return raw;
  throw new TokenError(
    "token.kind_unsupported",
    "The token gives its public keys in another form.",
  );
}
