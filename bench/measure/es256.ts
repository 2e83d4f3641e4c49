import { createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { makeEcKey } from "../../test/support/keys.ts";
import type { Work } from "./compareRates.ts";

const key = makeEcKey();
const signingOptions = { key: key.privateKey, dsaEncoding: "ieee-p1363" } as const;
/** About as long as what is signed of a document of ten claims. */
const message = Buffer.alloc(1_000, "x");

export const rawSign = (times: number): Work => ({
  name: "ES256 sign, node:crypto alone",
  times,
  run: () => sign("sha256", message, signingOptions),
});

export function rawVerify(times: number): Work {
  const signature = sign("sha256", message, signingOptions);
  const options = { key: createPublicKey(key.privateKey), dsaEncoding: "ieee-p1363" } as const;
  return {
    name: "ES256 verify, node:crypto alone",
    times,
    run: () => verify("sha256", message, options, signature),
  };
}

/** The signature already as OpenSSL wants it: what Node can do at best, and what the sdk asks of it. */
export function rawVerifyDer(times: number): Work {
  const signature = sign("sha256", message, key.privateKey);
  const publicKey = createPublicKey(key.privateKey);
  return {
    name: "ES256 verify of DER, node:crypto alone",
    times,
    run: () => verify("sha256", message, publicKey, signature),
  };
}

const noteKeys = 9;

/** All signatures of a document under a checkpoint with eight cosignatures, and nothing else. */
export function rawVerifyAll(times: number): Work {
  const document = rawVerifyDer(times);
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const note = Buffer.alloc(110, "x");
  const signature = sign(null, note, privateKey);
  return {
    name: "ES256 and 9 Ed25519 verify, node:crypto alone",
    times,
    run: (turn) => {
      document.run(turn);
      for (let each = 0; each < noteKeys; each += 1) verify(null, note, publicKey, signature);
    },
  };
}
