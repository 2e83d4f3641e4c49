import { encodeTextBase64url, verifyEs256 } from "#sdk/crypto";
import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import { fromBase64url, toBase64url } from "../encoding/base64.ts";
import { type JsonObject, parseJsonObject } from "../encoding/json.ts";
import { decodeUtf8, encodeUtf8 } from "../encoding/utf8.ts";
import { limits } from "../limits.ts";
import type { SignBytes } from "../note/signNote.ts";
import { RecentMap } from "../RecentMap.ts";
import { SdJwtError } from "./SdJwtError.ts";

/** A compact JWS taken apart (RFC 7515 §7.1); nobody has verified it. */
export interface Jws {
  readonly compact: string;
  /** `header.payload`, what the signature covers. */
  readonly signingInput: string;
  readonly header: JsonObject;
  readonly payload: JsonObject;
  readonly signature: Uint8Array;
}

// What a key signs has the same header each time, to the letter.
const headers = new RecentMap<JsonObject>(64, 1024);

/** Throws SdJwtError or EncodingError. The payload has to be a JSON object. */
export function parseJws(compact: string): Jws {
  const parts = compact.split(".");
  const [header = "", payload = "", signature = ""] = parts;
  if (parts.length !== 3) throw new SdJwtError("sdjwt.malformed", "a JWS has three parts");
  return {
    compact,
    signingInput: compact.slice(0, header.length + 1 + payload.length),
    header: headers.get(header, parseHeader),
    payload: parsePart(payload),
    signature: fromBase64url(signature),
  };
}

/**
 * Refuses every header but ES256 with one of these types. Keys that a header brings along
 * (`jwk`, `x5c`, `jku`) are never looked at. Throws SdJwtError.
 */
export function requireHeader({ header }: Jws, types: readonly string[]): void {
  if (header.alg !== "ES256") {
    throw new SdJwtError("sdjwt.algorithm", "the algorithm has to be ES256");
  }
  if (typeof header.typ !== "string" || !types.includes(header.typ)) {
    throw new SdJwtError("sdjwt.type", `the type has to be ${types.join(" or ")}`);
  }
  // RFC 7515 §4.1.11: we understand no extension, so whatever is critical is refused.
  if (Object.hasOwn(header, "crit")) {
    throw new SdJwtError("sdjwt.critical-header", "the header has critical extensions");
  }
}

/** Whether this key made the signature; the header was looked at before (`requireHeader`). */
export function verifyJws(jws: Jws, key: EcPublicJwk): Promise<boolean> {
  return verifyEs256(key, jws.signingInput, jws.signature);
}

/** Signs a header and a payload; returns the compact form. */
export async function signJws(
  header: JsonObject,
  payload: JsonObject,
  sign: SignBytes,
): Promise<string> {
  const signingInput = `${toPart(header)}.${toPart(payload)}`;
  return `${signingInput}.${toBase64url(await sign(encodeUtf8(signingInput)))}`;
}

// Many documents share the object, so nobody may change it.
function parseHeader(part: string): JsonObject {
  return Object.freeze(parsePart(part));
}

function parsePart(part: string): JsonObject {
  return parseJsonObject(decodeUtf8(fromBase64url(part)), limits.jsonDepthMax);
}

function toPart(value: JsonObject): string {
  return encodeTextBase64url(JSON.stringify(value));
}
