import { sha256Base64url } from "#sdk/crypto";
import { JsonReader } from "../encoding/JsonReader.ts";
import { parseJson } from "../encoding/json.ts";
import { SelloError } from "../SelloError.ts";
import type { StatusList } from "../status/StatusList.ts";
import { isTrustedAt, isWithin, keysOf } from "../trust/lookups.ts";
import type { Authority } from "../trust/TrustList.ts";

/** That a verifier once saw a genuine list say "revoked". It is final, so it is never dropped. */
export interface SeenRevocation {
  /** The place in a status list. */
  readonly uri: string;
  readonly index: number;
  /** The key that signed the list, and the list's `iat`. */
  readonly kid: string;
  readonly issuedAt: number;
  /** base64url of SHA-256 over the token. */
  readonly tokenHash: string;
  /** When the verifier saw it, by its own clock: a thief of the key can choose `iat`, but not this. */
  readonly seenAt: number;
}

export function toSeenRevocation(list: StatusList, index: number, seenAt: number): SeenRevocation {
  const { uri, issuedAt, token } = list;
  const kid = String(token.header.kid);
  return { uri, index, kid, issuedAt, tokenHash: sha256Base64url(token.compact), seenAt };
}

/**
 * The first of them that is about this place and still counts. Its key must be one of the issuer's that was current
 * when the list was made, and not distrusted by the time that the list was seen: then a thief may have made it.
 */
export function findStandingRevocation(
  seen: readonly SeenRevocation[],
  place: { readonly uri: string; readonly index: number },
  issuer: Authority,
): SeenRevocation | null {
  return (
    seen.find(
      ({ uri, index, kid, issuedAt, seenAt }) =>
        uri === place.uri &&
        index === place.index &&
        keysOf(issuer, kid).some(
          (term) => isWithin(term, issuedAt) && isTrustedAt(term, Math.max(issuedAt, seenAt)),
        ),
    ) ?? null
  );
}

export const formatSeenRevocation = (seen: SeenRevocation): string => JSON.stringify(seen);

/** null for anything else: whatever lies in a store may have been damaged there. */
export function parseSeenRevocation(text: string): SeenRevocation | null {
  try {
    const json = new JsonReader(parseJson(text, 1));
    return {
      uri: json.member("uri").string(),
      index: json.member("index").integer(),
      kid: json.member("kid").string(/^[A-Za-z0-9_-]{43}$/),
      issuedAt: json.member("issuedAt").numericDate(),
      tokenHash: json.member("tokenHash").string(/^[A-Za-z0-9_-]{43}$/),
      seenAt: json.member("seenAt").numericDate(),
    };
  } catch (error) {
    if (error instanceof SelloError) return null;
    throw error;
  }
}
