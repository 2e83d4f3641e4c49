import { isWithin } from "@sello/sdk/trust";
import type { AuthorityId, DocumentTypeId } from "../platform/ids.ts";
import { limits } from "../platform/limits.ts";
import type { Authority, IssuingObstacle } from "./Registry.ts";

/** All authorities as of one block, with every question about a time that the contract answers too. */
export type RegistrySnapshot = ReadonlyMap<AuthorityId, Authority>;

/**
 * The authority and those above it, the city last. Empty if one of them is unknown: the contract
 * registers below the registered only, so a hole means that events are missing.
 */
function toPath(snapshot: RegistrySnapshot, id: AuthorityId): readonly Authority[] {
  const path: Authority[] = [];
  for (let next: AuthorityId | null = id; next !== null; ) {
    const authority = snapshot.get(next);
    if (!authority || path.length === limits.authorityDepth) return [];
    path.push(authority);
    next = authority.parent;
  }
  return path;
}

/** Whether the authority itself was active, whatever those above it were. */
export const isActiveItself = (authority: Authority, at: number): boolean =>
  authority.states.some((interval) => interval.state === "active" && isWithin(interval, at));

/** `isActiveAt` of the contract: the authority and all above it were active. */
export function isActiveAt(snapshot: RegistrySnapshot, id: AuthorityId, at: number): boolean {
  const path = toPath(snapshot, id);
  return path.length > 0 && path.every((authority) => isActiveItself(authority, at));
}

const holds = (authority: Authority, type: DocumentTypeId, at: number, delegate: boolean) =>
  authority.accreditations.some(
    (grant) => grant.documentType === type && (grant.delegate || !delegate) && isWithin(grant, at),
  );

/** `isAccreditedAt` of the contract: a grant of its own, and with the right to delegate all the way up. */
export function isAccreditedAt(
  snapshot: RegistrySnapshot,
  id: AuthorityId,
  type: DocumentTypeId,
  at: number,
): boolean {
  const path = toPath(snapshot, id);
  return path.length > 0 && path.every((authority, index) => holds(authority, type, at, index > 0));
}

/** `isKeyCurrentAt` of the contract. */
export const isKeyCurrentAt = (authority: Authority, thumbprint: string, at: number): boolean =>
  authority.keys.some((key) => key.thumbprint === thumbprint && isWithin(key, at));

/** What stands in the way of issuing, nearest to the authority first; null when nothing does. */
export function findIssuingObstacle(
  snapshot: RegistrySnapshot,
  id: AuthorityId,
  type: DocumentTypeId,
  at: number,
): IssuingObstacle | null {
  const path = toPath(snapshot, id);
  if (path.length === 0) return { code: "authority.inactive", authority: id };
  for (const [index, authority] of path.entries()) {
    if (!isActiveItself(authority, at)) {
      return { code: "authority.inactive", authority: authority.id };
    }
    if (!holds(authority, type, at, index > 0)) {
      return { code: "authority.unaccredited", authority: authority.id };
    }
  }
  return null;
}

/** The roles (bit flags) that an account held on exactly this authority. */
export const rolesAt = (authority: Authority, address: string, at: number): number =>
  authority.officers.find(
    (officer) => officer.address === address.toLowerCase() && isWithin(officer, at),
  )?.roles ?? 0;
