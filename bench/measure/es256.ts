import { createPublicKey, sign, verify } from "node:crypto";
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
