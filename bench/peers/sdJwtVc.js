import { createPublicKey, hash, randomBytes, sign, verify } from "node:crypto";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";

/** The OpenWallet Foundation's library: SD-JWT VC with ES256; proof and status are not its business. */
export async function sdJwtVc({ claims, key, shown }) {
  const publicKey = createPublicKey(key.privateKey);
  const dsaEncoding = "ieee-p1363";
  const library = new SDJwtVcInstance({
    signAlg: "ES256",
    hashAlg: "sha-256",
    hasher: (data) => new Uint8Array(hash("sha256", Buffer.from(data), "buffer")),
    saltGenerator: (bytes) => randomBytes(bytes).toString("base64url"),
    signer: (data) =>
      sign("sha256", Buffer.from(data), { key: key.privateKey, dsaEncoding }).toString("base64url"),
    verifier: (data, signature) =>
      verify(
        "sha256",
        Buffer.from(data),
        { key: publicKey, dsaEncoding },
        Buffer.from(signature, "base64url"),
      ),
  });
  const payload = {
    ...{
      iss: "https://sello.example/authorities/futian-police",
      iat: Math.floor(Date.now() / 1000) - 3_600,
    },
    ...{ vct: "https://sello.example/types/resident-id/1" },
    ...claims,
  };
  const frame = { _sd: Object.keys(claims) };
  const issue = () => library.issue(payload, frame);
  const whole = await issue();
  const two = await library.present(whole, Object.fromEntries(shown.map((name) => [name, true])));
  return {
    name: "@sd-jwt/sd-jwt-vc 0.19.0",
    issue,
    verify: {
      "verify, 2 of 10 claims, signature only": () => library.verify(two),
      "verify, all 10 claims, signature only": () => library.verify(whole),
    },
  };
}
