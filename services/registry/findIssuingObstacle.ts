import type { AuthorityId, DocumentTypeId } from "@sello/sdk";
import { holdsAccreditation, isActiveItself, isOfWhole, lineage } from "@sello/sdk/trust";
import type { IssuingObstacle, RegistrySnapshot } from "./Registry.ts";

/**
 * What is in the way of issuing, nearest to the authority first; null when nothing does.
 * @param at unix seconds
 */
export function findIssuingObstacle(
  snapshot: RegistrySnapshot,
  id: AuthorityId,
  type: DocumentTypeId,
  at: number,
): IssuingObstacle | null {
  const authority = snapshot.authorities.get(id);
  const line = authority === undefined ? [] : lineage(snapshot, authority);
  if (line.length === 0) return { code: "authority.inactive", authority: id };
  const leftOut = line.find(({ faults }) => faults.some(isOfWhole));
  if (leftOut !== undefined) return { code: "authority.left_out", authority: leftOut.id };
  for (const [depth, each] of line.entries()) {
    if (!isActiveItself(each, at)) return { code: "authority.inactive", authority: each.id };
    if (!holdsAccreditation(each, type, at, depth > 0))
      return { code: "authority.unaccredited", authority: each.id };
  }
  return null;
}
