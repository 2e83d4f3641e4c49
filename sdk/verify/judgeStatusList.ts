import { type Jws, verifyJws } from "../sdjwt/Jws.ts";
import type { StatusList } from "../status/StatusList.ts";
import { findCurrentKey, isTrustedAt, isWithin, keysOf } from "../trust/lookups.ts";
import type { Authority } from "../trust/TrustList.ts";

/** Who signed a status list. */
export type StatusListSigner =
  /** The issuer, with a key that was current when the list was made. */
  | "issuer"
  /** The issuer's key, but at a time at which it was not current. */
  | "key-not-current"
  /** Nobody that we know of: the list names no key of the issuer's. */
  | "unknown"
  /** Somebody who claims a key of the issuer's and does not have it. */
  | "forged";

// A list is verified once for each authority object, that is for each trust list.
const judged = new WeakMap<Authority, WeakMap<Jws, Promise<StatusListSigner>>>();

export function judgeStatusList(list: StatusList, issuer: Authority): Promise<StatusListSigner> {
  let lists = judged.get(issuer);
  if (lists === undefined) {
    lists = new WeakMap();
    judged.set(issuer, lists);
  }
  let result = lists.get(list.token);
  if (result === undefined) {
    result = judge(list, issuer);
    lists.set(list.token, result);
  }
  return result;
}

/**
 * Whether the key that signed the list is current at `now` as well. Who steals a key that has ended can still sign
 * lists with a time from before: what comes from a stranger counts only under a key that is in use.
 */
export function isSignedByCurrentKey(list: StatusList, issuer: Authority, now: number): boolean {
  return findCurrentKey(issuer, String(list.token.header.kid), now) !== null;
}

async function judge({ token, issuedAt }: StatusList, issuer: Authority) {
  const keys = keysOf(issuer, String(token.header.kid));
  const [key] = keys;
  if (key === undefined) return "unknown";
  if (!(await verifyJws(token, key.jwk))) return "forged";
  return keys.some((term) => isWithin(term, issuedAt) && isTrustedAt(term, issuedAt))
    ? "issuer"
    : "key-not-current";
}
