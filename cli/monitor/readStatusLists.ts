import {
  type Authority,
  parseStatusListToken,
  SelloError,
  type StatusList,
  type TrustList,
  verifyJws,
} from "@sello/sdk";
import { findCurrentKey } from "@sello/sdk/trust";
import type { Findings } from "./Findings.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { PublicApi } from "./PublicApi.ts";
import { listBytes, unrevokes, wordOf } from "./StatusHistory.ts";

/** A published status list whose signature is its authority's. */
export type GenuineList = {
  readonly authority: Authority;
  readonly number: number;
  readonly list: StatusList;
};

const numberPattern = /^(?:0|[1-9]\d{0,9})$/;

/** Reads every list that these authorities of the trust list publish. Those that are not genuine are findings. */
export async function readStatusLists(
  api: PublicApi,
  trust: TrustList,
  authorities: readonly Authority[],
  now: number,
  findings: Findings,
): Promise<readonly GenuineList[]> {
  const lists: GenuineList[] = [];
  for (const authority of authorities) {
    const uris = await findings.attempt(`/v1/status-lists/${authority.slug}`, () =>
      api.statusListUris(authority.slug),
    );
    for (const uri of uris ?? []) {
      const list = await readOne(api, trust, authority, uri, now, findings);
      if (list) lists.push(list);
    }
  }
  return lists;
}

async function readOne(
  api: PublicApi,
  { head: { publicUrl } }: TrustList,
  authority: Authority,
  uri: string,
  now: number,
  findings: Findings,
): Promise<GenuineList | null> {
  const prefix = `${publicUrl}/v1/status-lists/${authority.slug}/`;
  const number = uri.slice(prefix.length);
  // Only lists of this service are fetched: a list of addresses must not send us elsewhere.
  if (!uri.startsWith(prefix) || !numberPattern.test(number)) {
    findings.add("status.malformed", { uri }, { expected: `${prefix}…`, found: uri });
    return null;
  }
  const token = await findings.attempt(uri, () => api.statusToken(authority.slug, Number(number)));
  if (token === null) {
    findings.add("status.missing", { uri }, { expected: uri, found: null });
    return null;
  }
  const list = await open(token, uri, findings);
  const isGood = list !== null && (await isGenuine(list, authority, uri, now, findings));
  return isGood ? { authority, number: Number(number), list } : null;
}

async function open(token: string, uri: string, findings: Findings): Promise<StatusList | null> {
  try {
    return await parseStatusListToken(token);
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    findings.add("status.malformed", { uri }, { expected: error.message, found: token });
    return null;
  }
}

/** Token Status List §8.3, and what this network promises: 131,072 entries of 2 bits. */
async function isGenuine(
  { uri: subject, issuedAt, expiresAt, bits, entries, token }: StatusList,
  authority: Authority,
  uri: string,
  now: number,
  findings: Findings,
): Promise<boolean> {
  const where = { uri };
  const found = token.compact;
  const key = findCurrentKey(authority, String(token.header.kid), issuedAt);
  const isFuture = issuedAt > now + monitorLimits.clockSkewSeconds;
  if (isFuture || key === null || !(await verifyJws(token, key.jwk))) {
    findings.add("status.signature", where, { expected: authority.keys, found });
    return false;
  }
  if (subject !== uri || bits !== 2 || entries.length !== listBytes) {
    findings.add("status.malformed", where, { expected: `2 bits, ${listBytes} bytes`, found });
    return false;
  }
  if (expiresAt !== null && expiresAt <= now)
    findings.add("status.expired", where, { expected: `after ${now}`, found });
  return true;
}

/** Whether what was revoked in a list seen before is revoked still. */
export function checkStillRevoked(before: StatusList, after: StatusList, findings: Findings): void {
  for (let word = 0; word < listBytes / 32; word += 1)
    if (unrevokes(wordOf(before.entries, word), wordOf(after.entries, word))) {
      const { uri } = after;
      const sides = { expected: before.token.compact, found: after.token.compact };
      findings.add("status.unrevoked", { uri, word }, sides);
      return;
    }
}
