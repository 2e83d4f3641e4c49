import { useMemo } from "react";
import { useAuthority } from "../api/requests/useAuthority.ts";
import { type DocumentType, newestOf, useTypes } from "../api/requests/useTypes.ts";
import { isNow } from "../shared/isNow.ts";

/** The newest version of each type that the authority may issue now; undefined until that is known. */
export function useIssuable(slug: string): readonly DocumentType[] | undefined {
  const { data: authority } = useAuthority(slug);
  const { data: types } = useTypes();
  return useMemo(() => {
    if (!authority || !types) return undefined;
    const accredited = new Set<string>(
      authority.accreditations.filter(isNow).map(({ documentType }) => documentType),
    );
    return newestOf(types.filter(({ id }) => accredited.has(id)));
  }, [authority, types]);
}
