import { sha256Base64url } from "#sdk/crypto";
import { fromBase64url } from "../encoding/base64.ts";
import { parseJson } from "../encoding/json.ts";
import { decodeUtf8 } from "../encoding/utf8.ts";
import { limits } from "../limits.ts";
import { type Jws, parseJws } from "./Jws.ts";
import { SdJwtError } from "./SdJwtError.ts";

/** RFC 9901 §4.2: `[salt, name, value]` for a member, `[salt, value]` for an array element. */
export interface Disclosure {
  readonly encoded: string;
  /** base64url of SHA-256 over `encoded`. */
  readonly digest: string;
  /** null for an array element. */
  readonly name: string | null;
  readonly value: unknown;
}

/** RFC 9901 §4: an SD-JWT, or an SD-JWT+KB when `keyBinding` is there. Not verified. */
export interface SdJwt {
  readonly issuerJwt: Jws;
  readonly disclosures: readonly Disclosure[];
  readonly keyBinding: Jws | null;
  /** Everything up to and with the last `~`: what `sd_hash` covers (RFC 9901 §4.3.1). */
  readonly withoutKeyBinding: string;
}

// RFC 9901 §4.1: these cannot be the names of claims; nor `_sd_alg`, which says how digests are made (§4.1.1).
const reservedNames = ["_sd", "...", "_sd_alg"];

/** Reads the compact form; throws SdJwtError or EncodingError. */
export function parseSdJwt(text: string): SdJwt {
  if (text.length > limits.documentBytesMax) {
    throw new SdJwtError("sdjwt.too-large", "the document is too large", { length: text.length });
  }
  const parts = text.split("~");
  const [issuer = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (parts.length < 2) throw new SdJwtError("sdjwt.malformed", "an SD-JWT has a tilde");
  if (parts.length - 2 > limits.disclosuresMax) {
    throw new SdJwtError("sdjwt.too-large", "too many disclosures", { count: parts.length - 2 });
  }
  const issuerJwt = parseJws(issuer);
  requireHashAlgorithm(issuerJwt.payload._sd_alg);
  return {
    issuerJwt,
    disclosures: parts.slice(1, -1).map(parseDisclosure),
    keyBinding: last === "" ? null : parseJws(last),
    withoutKeyBinding: text.slice(0, text.length - last.length),
  };
}

// RFC 9901 §4.1.1: absent means sha-256, and that is the one we accept.
function requireHashAlgorithm(name: unknown): void {
  if (name !== undefined && name !== "sha-256") {
    throw new SdJwtError("sdjwt.hash-algorithm", "the hash algorithm has to be sha-256");
  }
}

function parseDisclosure(encoded: string, index: number): Disclosure {
  const value = parseJson(decodeUtf8(fromBase64url(encoded)), limits.jsonDepthMax);
  if (!Array.isArray(value) || typeof value[0] !== "string") throw notOne(index);
  const digest = sha256Base64url(encoded);
  if (value.length === 2) return { encoded, digest, name: null, value: value[1] };
  const [, name] = value;
  if (value.length !== 3 || typeof name !== "string") throw notOne(index);
  if (reservedNames.includes(name)) {
    throw new SdJwtError("sdjwt.claim-name", "a reserved name is disclosed", { index });
  }
  return { encoded, digest, name, value: value[2] };
}

function notOne(index: number): SdJwtError {
  return new SdJwtError("sdjwt.disclosure", "not a disclosure", { index });
}
