import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export type DocumentType = Output<"getDocumentType">;

/** Every version of every type. Another one is published now and then. */
export const useTypes = () =>
  useQuery({
    queryKey: publicKey("types"),
    queryFn: async () => (await client.listDocumentTypes()).documentTypes,
    staleTime: 60_000,
  });

/** The newest version of each, by title. */
export function newestOf(types: readonly DocumentType[]): readonly DocumentType[] {
  const newest = new Map<string, DocumentType>();
  for (const type of types)
    if (type.version > (newest.get(type.name)?.version ?? 0)) newest.set(type.name, type);
  return [...newest.values()];
}
