import { fromBase64url } from "../encoding/base64.ts";
import { JsonReader } from "../encoding/JsonReader.ts";
import { limits } from "../limits.ts";
import { type Jws, parseJws, requireHeader } from "../sdjwt/Jws.ts";
import { inflate } from "./compression.ts";
import { StatusListError } from "./StatusListError.ts";

/** What an entry of our status lists says. */
export const documentStatuses = { valid: 0, revoked: 1, suspended: 2 } as const;

/** Bits of an entry: 2 in our own lists. */
export type StatusBits = 1 | 2 | 4 | 8;

/** IETF Token Status List: one list, taken apart. Nobody has verified its signature. */
export interface StatusList {
  readonly token: Jws;
  /** `sub`: the uri that documents name. */
  readonly uri: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly notBefore: number | null;
  readonly expiresAt: number | null;
  /** Seconds that a copy may be kept before asking again. */
  readonly ttl: number | null;
  readonly bits: StatusBits;
  /** Inflated; entry i is at bit `i * bits`, least significant first. */
  readonly entries: Uint8Array;
}

/** A list that a verifier has fetched, now or earlier; not one that came along with a document. */
export type HeldStatusList = StatusList & {
  /** Unix seconds: when its issuer's service gave it as the newest. Missing: not in this run. */
  readonly fetchedAt?: number;
};

/** Media type of the token in its header. */
export const statusListType = "statuslist+jwt";

/** Token Status List §5.1, §4.2. Throws SelloError; verifies no signature. */
export async function parseStatusListToken(token: string): Promise<StatusList> {
  if (token.length > limits.statusTokenBytesMax) {
    throw new StatusListError("status-list.too-large", "the token is too large", {
      length: token.length,
    });
  }
  const jws = parseJws(token);
  requireHeader(jws, [statusListType]);
  const payload = new JsonReader(jws.payload);
  const list = payload.member("status_list");
  const compressed = fromBase64url(
    list.member("lst").string(undefined, limits.statusTokenBytesMax),
  );
  // RFC 7519 §4.1.3: a token for named recipients is not for us, who have no name. Lists are for everybody.
  if (Object.hasOwn(jws.payload, "aud"))
    throw new StatusListError("status-list.audience", "the token is for somebody else");
  return {
    token: jws,
    uri: payload.member("sub").string(),
    issuedAt: payload.member("iat").numericDate(),
    notBefore: payload.member("nbf").optional((nbf) => nbf.numericDate()),
    expiresAt: payload.member("exp").optional((exp) => exp.numericDate()),
    ttl: payload.member("ttl").optional((ttl) => ttl.positive()),
    bits: list.member("bits").oneOf([1, 2, 4, 8]),
    entries: await inflate(compressed, limits.statusListBytesMax),
  };
}

/** Entry `index` of the list, or null when the list is too short (Token Status List §8.3). */
export function readStatus({ bits, entries }: StatusList, index: number): number | null {
  const perByte = 8 / bits;
  const byte = entries[Math.floor(index / perByte)];
  if (byte === undefined) return null;
  return (byte >> ((index % perByte) * bits)) & ((1 << bits) - 1);
}
