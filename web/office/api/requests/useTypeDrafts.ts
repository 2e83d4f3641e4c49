import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type DraftSummary = Output<"listTypeDrafts">["drafts"][number];

/** Drafts of the authority and of those below it, for who administers. */
export const useTypeDrafts = () =>
  useQuery({
    queryKey: ownKey("typeDrafts"),
    queryFn: async () => (await client.listTypeDrafts({ query: {} })).drafts,
  });
