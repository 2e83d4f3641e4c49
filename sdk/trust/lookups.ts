import type { AuthorityId, DocumentTypeId } from "../ids.ts";
import { limits } from "../limits.ts";
import type { Authority, AuthorityKey, Interval, TrustList } from "./TrustList.ts";

// What was true at time T (unix seconds), as far as the trust list knows.

/** Whether T is in the half-open interval [from, until). */
export function isWithin({ from, until }: Interval, at: number): boolean {
  return from <= at && (until === null || at < until);
}

/** The authority and everything above it, up to the city. */
export function lineage(list: TrustList, authority: Authority): readonly Authority[] {
  const line = [authority];
  for (let above = authority.parent; above !== null && line.length <= limits.authorityDepthMax; ) {
    const next = list.authorities.get(above);
    if (next === undefined) break; // Cannot be: a parsed list has every parent.
    line.push(next);
    above = next.parent;
  }
  return line;
}

/** Which of the authority and its ancestors was not active at T; null when all of them were. */
export function findInactive(list: TrustList, authority: Authority, at: number): Authority | null {
  const isActive = ({ states }: Authority) =>
    states.some((interval) => interval.state === "active" && isWithin(interval, at)) &&
    !states.some((interval) => interval.state !== "active" && isWithin(interval, at));
  return lineage(list, authority).find((each) => !isActive(each)) ?? null;
}

/** Whether the authority and all its ancestors were active at T; false for one not listed. */
export function isActiveAt(list: TrustList, id: AuthorityId, at: number): boolean {
  const authority = list.authorities.get(id);
  return authority !== undefined && findInactive(list, authority, at) === null;
}

/**
 * Who in the line lacked the right at T: the authority needs a grant for the type, each ancestor
 * one with the right to delegate. Null when none lacked it.
 */
export function findUnaccredited(
  list: TrustList,
  authority: Authority,
  documentType: DocumentTypeId,
  at: number,
): Authority | null {
  const holds = ({ accreditations }: Authority, mustDelegate: boolean) =>
    accreditations.some(
      (grant) =>
        grant.documentType === documentType &&
        (grant.delegate || !mustDelegate) &&
        isWithin(grant, at),
    );
  return lineage(list, authority).find((each, depth) => !holds(each, depth > 0)) ?? null;
}

/** Whether the authority was accredited for the type at T; false for one not listed. */
export function isAccreditedAt(
  list: TrustList,
  id: AuthorityId,
  documentType: DocumentTypeId,
  at: number,
): boolean {
  const authority = list.authorities.get(id);
  return authority !== undefined && findUnaccredited(list, authority, documentType, at) === null;
}

/** The authority's keys with this thumbprint, current or not. */
export function keysOf(authority: Authority, kid: string): readonly AuthorityKey[] {
  return authority.keys.filter((key) => key.kid === kid);
}

/** The authority's key with this thumbprint, if it was current at T. */
export function findCurrentKey(authority: Authority, kid: string, at: number): AuthorityKey | null {
  return authority.keys.find((key) => key.kid === kid && isWithin(key, at)) ?? null;
}
