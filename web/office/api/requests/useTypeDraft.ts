import type { Output } from "@sello/api/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type TypeDraft = Output<"getTypeDraft">;

const readDraft = (id: string) => client.getTypeDraft({ params: { id } });

export const useTypeDraft = (id: string | null) =>
  useQuery({
    queryKey: ownKey("typeDraft", id),
    queryFn: () => readDraft(id ?? ""),
    enabled: id !== null,
  });

/** Asks for a draft as it is now, and shows it so wherever it is shown. */
export function useFreshDraft() {
  const queries = useQueryClient();
  return async (id: string): Promise<TypeDraft> => {
    const draft = await readDraft(id);
    queries.setQueryData(ownKey("typeDraft", id), draft);
    return draft;
  };
}
