import { useAuthorities } from "../api/requests/useAuthorities.ts";
import { useActing, useMay } from "../app/useActing.ts";
import { aboveOf } from "./aboveOf.ts";

/** Whether the authority that one works for is this one or above it, and one administers it by a role of one's own. */
export function useAdministers(slug: string): boolean {
  const { authority } = useActing();
  const { data: all = [] } = useAuthorities();
  const isAllowed = useMay("administer");
  const found = all.find((each) => each.slug === slug);
  const line = found ? [found, ...aboveOf(all, found)] : [];
  return isAllowed && line.some((each) => each.slug === authority?.slug);
}
