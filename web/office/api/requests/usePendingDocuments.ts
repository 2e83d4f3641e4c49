import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

/** While documents wait for the log, they are asked for again. */
const pendingMs = 3_000;

/** The first so many of the authority's documents that wait for the log. */
export const usePendingDocuments = (limit: number, isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("documents", "pending", limit),
    queryFn: () => client.listDocuments({ query: { state: "pending", limit } }),
    enabled: isAllowed,
    refetchInterval: ({ state: { data } }) => (data?.documents.length ? pendingMs : false),
  });
