import { useMemo } from "react";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import { useActing } from "../app/useActing.ts";
import { aboveOf } from "../shared/aboveOf.ts";

/** Whether one makes rules that an authority answers by: as who issues there, or administers it or one above it. */
export function useMayMakeRules(): (slug: string) => boolean {
  const { authority } = useActing();
  const { data: all } = useAuthorities();
  return useMemo(() => {
    if (authority === null) return (_slug: string) => false;
    const { slug: own, actions } = authority;
    return (slug: string) => {
      if (slug === own) return actions.includes("issue") || actions.includes("administer");
      const found = all?.find((each) => each.slug === slug);
      const isBelow = found && aboveOf(all ?? [], found).some((each) => each.slug === own);
      return isBelow === true && actions.includes("administer");
    };
  }, [authority, all]);
}
