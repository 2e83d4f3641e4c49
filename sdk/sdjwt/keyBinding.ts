import { sha256Base64url } from "#sdk/crypto";
import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import { JsonReader } from "../encoding/JsonReader.ts";
import type { SignBytes } from "../note/signNote.ts";
import { type Jws, requireHeader, signJws, verifyJws } from "./Jws.ts";

/** RFC 9901 §4.3: what a KB-JWT says. */
export interface KeyBinding {
  readonly audience: string;
  readonly nonce: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** RFC 9901 §5.8: a KB-JWT may have what other JWTs may. */
  readonly notBefore: number | null;
  readonly expiresAt: number | null;
  /** base64url of SHA-256 over the presentation up to its last tilde. */
  readonly presentationHash: string;
}

const keyBindingType = "kb+jwt";

/** Reads header and payload of a KB-JWT; throws SdJwtError or EncodingError. Verifies nothing. */
export function parseKeyBinding(jws: Jws): KeyBinding {
  requireHeader(jws, [keyBindingType]);
  const payload = new JsonReader(jws.payload);
  return {
    audience: payload.member("aud").string(),
    nonce: payload.member("nonce").string(),
    issuedAt: payload.member("iat").numericDate(),
    notBefore: payload.member("nbf").optional((nbf) => nbf.numericDate()),
    expiresAt: payload.member("exp").optional((exp) => exp.numericDate()),
    presentationHash: payload.member("sd_hash").string(),
  };
}

/** RFC 9901 §7.3 step 5: `signed` when the holder's key made it for this very presentation. */
export async function verifyKeyBinding(
  jws: Jws,
  binding: KeyBinding,
  withoutKeyBinding: string,
  holderKey: EcPublicJwk,
): Promise<"ok" | "wrong-signature" | "other-presentation"> {
  if (!(await verifyJws(jws, holderKey))) return "wrong-signature";
  const hash = sha256Base64url(withoutKeyBinding);
  return hash === binding.presentationHash ? "ok" : "other-presentation";
}

/** What a holder binds a presentation to. */
export interface KeyBindingRequest {
  /** ES256 with the key that the document names in `cnf`. */
  readonly sign: SignBytes;
  readonly audience: string;
  readonly nonce: string;
  /** Unix seconds. */
  readonly iat: number;
  /** Until when it counts; without it, ten minutes. Unix seconds. */
  readonly exp?: number;
}

/** Makes the KB-JWT of a presentation, given without one (it ends in a tilde). */
export function signKeyBinding(
  withoutKeyBinding: string,
  { sign, audience, nonce, iat, exp }: KeyBindingRequest,
): Promise<string> {
  const header = { alg: "ES256", typ: keyBindingType };
  const sd_hash = sha256Base64url(withoutKeyBinding);
  const end = exp === undefined ? {} : { exp };
  return signJws(header, { iat, ...end, aud: audience, nonce, sd_hash }, sign);
}
