import { useMemo } from "react";
import { useFormats } from "../../ui/useFormats.ts";
import { useAuthorities } from "../api/requests/useAuthorities.ts";
import { newestOf, useTypes } from "../api/requests/useTypes.ts";

/** How people call authorities and types, by what requests call them; that name itself while it is not known. */
export function useNames() {
  const { local } = useFormats();
  const { data: authorities } = useAuthorities();
  const { data: types } = useTypes();
  return useMemo(() => {
    const bySlug = new Map(authorities?.map(({ slug, name }) => [slug, local(name)]));
    const byId = new Map(authorities?.map((each) => [each.id as string, each]));
    const typesByName = new Map(
      newestOf(types ?? []).map(({ name, title }) => [name, local(title)]),
    );
    const typesById = new Map(types?.map((each) => [each.id as string, each]));
    return {
      authority: (slug: string) => bySlug.get(slug) ?? slug,
      authorityById: (id: string) => byId.get(id) ?? null,
      type: (name: string) => typesByName.get(name) ?? name,
      typeById: (id: string) => typesById.get(id) ?? null,
    };
  }, [authorities, types, local]);
}
