import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import type { HolderKey } from "../../issuing/IssuedDocument.ts";
import { parseHolderKey } from "../../issuing/parseHolderKey.ts";
import { Conflict, InvalidInput } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";

const header = z.object({
  typ: z.literal("openid4vci-proof+jwt"),
  alg: z.literal("ES256"),
  jwk: z.record(z.string(), z.unknown()),
});
const payload = z.object({ aud: z.string(), nonce: z.string(), iat: z.number() });

/** What a proof has to name. */
export type PossessionTerms = {
  readonly nonce: string;
  readonly audience: string;
  /** Unix seconds. */
  readonly now: number;
};

/**
 * The key of which a device proves that it has it: a JWS of the form of OpenID4VCI 1.0, F.1. Not of that form, or not
 * signed by the key: `InvalidInput` `possession.malformed`. For something else: `Conflict` `possession.nonce`. No key on
 * P-256: `InvalidInput` `holder_key.invalid`.
 */
export function readPossession(jws: string, { nonce, audience, now }: PossessionTerms): HolderKey {
  const [head = "", body = "", signature = "", ...more] = jws.split(".");
  const said = header.safeParse(parse(head));
  const claims = payload.safeParse(parse(body));
  if (!said.success || !claims.success || more.length > 0) throw malformed();
  const key = parseHolderKey(said.data.jwk);
  if (!isSigned(key, `${head}.${body}`, signature)) throw malformed();
  const { aud, iat } = claims.data;
  const isTimely = Math.abs(now - iat) <= limits.possessionClockSeconds;
  if (aud === audience && claims.data.nonce === nonce && isTimely) return key;
  throw new Conflict(
    "possession.nonce",
    "The proof names another audience, nonce or time. Ask for a new nonce, and compare the device's clock.",
  );
}

function isSigned(key: HolderKey, text: string, signature: string): boolean {
  const publicKey = createPublicKey({ key: key as JsonWebKey, format: "jwk" });
  const bytes = Buffer.from(signature, "base64url");
  return verify("sha256", Buffer.from(text), { key: publicKey, dsaEncoding: "ieee-p1363" }, bytes);
}

type JsonWebKey = { kty: string; crv: string; x: string; y: string };

function parse(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

const malformed = (): InvalidInput =>
  new InvalidInput(
    "possession.malformed",
    "A proof is a JWS with typ openid4vci-proof+jwt, alg ES256 and its jwk, signed with that key.",
  );
