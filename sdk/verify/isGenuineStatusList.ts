import { verifyJws } from "../sdjwt/Jws.ts";
import type { StatusList } from "../status/StatusList.ts";
import { findCurrentKey } from "../trust/lookups.ts";
import type { Authority } from "../trust/TrustList.ts";

// A list is verified once for each authority object, that is for each trust list.
const genuine = new WeakMap<Authority, WeakMap<StatusList, Promise<boolean>>>();

/** Whether a key of the issuer's that was current when the list was made has signed it. */
export function isGenuineStatusList(list: StatusList, issuer: Authority): Promise<boolean> {
  let lists = genuine.get(issuer);
  if (lists === undefined) {
    lists = new WeakMap();
    genuine.set(issuer, lists);
  }
  let result = lists.get(list);
  if (result === undefined) {
    result = verifyList(list, issuer);
    lists.set(list, result);
  }
  return result;
}

async function verifyList({ token, issuedAt }: StatusList, issuer: Authority): Promise<boolean> {
  const key = findCurrentKey(issuer, String(token.header.kid), issuedAt);
  return key !== null && verifyJws(token, key.jwk);
}
