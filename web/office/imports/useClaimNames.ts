import { useMemo } from "react";
import { useFormats } from "../../ui/useFormats.ts";
import { type DocumentType, newestOf, useTypes } from "../api/requests/useTypes.ts";
import { readSchema } from "../issue/readSchema.ts";

/** The newest version of a type; null while it is not known. */
export function useType(name: string): DocumentType | null {
  const { data } = useTypes();
  return useMemo(
    () => newestOf(data ?? []).find((type) => type.name === name) ?? null,
    [data, name],
  );
}

const personName = "person";

/** How people call the claims that a column may be of, in the type's order. */
export function useClaimNames(type: DocumentType | null) {
  const { local } = useFormats();
  return useMemo(() => {
    const { fields, required } = type ? readSchema(type) : { fields: [], required: new Set() };
    const titles = new Map(
      fields.map(({ name }) => {
        const title = type?.claims[name]?.title;
        return [name, title ? local(title) : name];
      }),
    );
    if (type?.person && "title" in type.person) titles.set(personName, local(type.person.title));
    return {
      all: [...titles].map(([value, label]) => ({ value, label })),
      required: fields.map(({ name }) => name).filter((name) => required.has(name)),
      /** Of a claim, or of a member in one (`address.district`). */
      of: (path: string) => titles.get(path) ?? path,
    };
  }, [type, local]);
}
