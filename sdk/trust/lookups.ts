import type { AuthorityId, DocumentTypeId } from "../ids.ts";
import { limits } from "../limits.ts";
import type { KeyTerm, OfficerTerm } from "./registryEvents.ts";
import type { Authority, AuthorityKey, Interval } from "./TrustList.ts";

// What was true at time T (unix seconds), as far as is known: from a trust list, or from the
// registry's events.

/** What these functions read of an authority. */
type Node = Pick<Authority, "id" | "parent" | "states" | "accreditations">;

/** The tree of authorities: a trust list, or what the registry's events tell. */
export interface AuthorityTree<Known extends Node> {
  readonly authorities: ReadonlyMap<AuthorityId, Known>;
}

/** Whether T is in the half-open interval [from, until). */
export function isWithin({ from, until }: Interval, at: number): boolean {
  return from <= at && (until === null || at < until);
}

/**
 * The authority and everything above it, up to the city. Empty if something above is not in the
 * tree, or if there are more levels than the contract allows: then nothing can be said of it.
 */
export function lineage<Known extends Node>(
  tree: AuthorityTree<Known>,
  authority: Known,
): readonly Known[] {
  const line = [authority];
  for (let above = authority.parent; above !== null; ) {
    const next = tree.authorities.get(above);
    if (next === undefined || line.length === limits.authorityDepthMax) return [];
    line.push(next);
    above = next.parent;
  }
  return line;
}

/** Whether the authority itself was active at T, whatever those above it were. */
export function isActiveItself({ states }: Pick<Node, "states">, at: number): boolean {
  const held = states.filter((interval) => isWithin(interval, at));
  return held.length > 0 && held.every(({ state }) => state === "active");
}

/**
 * Whether the authority itself held the right to issue the type at T, whatever those above it held.
 * @param mustDelegate whether it must have been allowed to pass the right on
 */
export function holdsAccreditation(
  { accreditations }: Pick<Node, "accreditations">,
  documentType: DocumentTypeId,
  at: number,
  mustDelegate: boolean,
): boolean {
  return accreditations.some(
    (grant) =>
      grant.documentType === documentType &&
      (grant.delegate || !mustDelegate) &&
      isWithin(grant, at),
  );
}

/** Which of the authority and its ancestors was not active at T; null when all of them were. */
export function findInactive<Known extends Node>(
  tree: AuthorityTree<Known>,
  authority: Known,
  at: number,
): Known | null {
  const line = lineage(tree, authority);
  if (line.length === 0) return authority;
  return line.find((each) => !isActiveItself(each, at)) ?? null;
}

/** Whether the authority and all its ancestors were active at T; false for one not in the tree. */
export function isActiveAt(tree: AuthorityTree<Node>, id: AuthorityId, at: number): boolean {
  const authority = tree.authorities.get(id);
  return authority !== undefined && findInactive(tree, authority, at) === null;
}

/**
 * Who in the line lacked the right at T: the authority needs a grant for the type, each ancestor
 * one with the right to delegate. Null when none lacked it.
 */
export function findUnaccredited<Known extends Node>(
  tree: AuthorityTree<Known>,
  authority: Known,
  documentType: DocumentTypeId,
  at: number,
): Known | null {
  const line = lineage(tree, authority);
  if (line.length === 0) return authority;
  const lacks = (each: Known, depth: number) =>
    !holdsAccreditation(each, documentType, at, depth > 0);
  return line.find(lacks) ?? null;
}

/** Whether the authority was accredited for the type at T; false for one not in the tree. */
export function isAccreditedAt(
  tree: AuthorityTree<Node>,
  id: AuthorityId,
  documentType: DocumentTypeId,
  at: number,
): boolean {
  const authority = tree.authorities.get(id);
  return authority !== undefined && findUnaccredited(tree, authority, documentType, at) === null;
}

/** The authority's keys with this thumbprint, current or not. */
export function keysOf(authority: Pick<Authority, "keys">, kid: string): readonly AuthorityKey[] {
  return authority.keys.filter((key) => key.kid === kid);
}

/** Whether T is before the key was distrusted. */
export const isTrustedAt = ({ distrustedFrom }: AuthorityKey, at: number): boolean =>
  distrustedFrom === null || at < distrustedFrom;

/** The authority's key with this thumbprint, if it was current at T, and not distrusted. */
export function findCurrentKey(
  authority: Pick<Authority, "keys">,
  kid: string,
  at: number,
): AuthorityKey | null {
  return (
    authority.keys.find((key) => key.kid === kid && isWithin(key, at) && isTrustedAt(key, at)) ??
    null
  );
}

/** Whether the contract's term of the key with this thumbprint held T. */
export const isKeyCurrentAt = (
  { keys }: { readonly keys: readonly KeyTerm[] },
  thumbprint: string,
  at: number,
): boolean => keys.some((key) => key.thumbprint === thumbprint && isWithin(key, at));

/** The roles (bit flags) that an account held at T on exactly this authority. */
export const rolesAt = (
  { officers }: { readonly officers: readonly OfficerTerm[] },
  address: string,
  at: number,
): number =>
  officers.find((each) => each.address === address.toLowerCase() && isWithin(each, at))?.roles ?? 0;
