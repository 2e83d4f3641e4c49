import { createPublicKey, hash, verify } from "node:crypto";
import { deflateSync } from "node:zlib";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import type { SigningKey } from "../../../services/signing/Signer.ts";

/** An independent reader of what we sign: the OpenWallet Foundation's library. */
export function makeLibrary({ jwk, sign }: SigningKey): SDJwtVcInstance {
  const key = createPublicKey({ key: { ...jwk }, format: "jwk" });
  const verifier = (data: string, signature: string) =>
    verify(
      "sha256",
      Buffer.from(data),
      { key, dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    );
  return new SDJwtVcInstance({
    hashAlg: "sha-256",
    hasher: (data) => new Uint8Array(hash("sha256", toBuffer(data), "buffer")),
    verifier,
    statusVerifier: verifier,
    statusListFetcher: async (uri) => makeEmptyList(uri, sign),
  });
}

const toBuffer = (data: string | ArrayBuffer): Buffer =>
  typeof data === "string" ? Buffer.from(data) : Buffer.from(data);

/** A Token Status List on which everything is valid. */
function makeEmptyList(uri: string, sign: SigningKey["sign"]): string {
  const lst = deflateSync(Buffer.alloc(131_072 / 4)).toString("base64url");
  const parts = [
    { alg: "ES256", typ: "statuslist+jwt" },
    { sub: uri, iat: Math.floor(Date.now() / 1000), status_list: { bits: 2, lst } },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const input = parts.join(".");
  return `${input}.${Buffer.from(sign(Buffer.from(input))).toString("base64url")}`;
}
