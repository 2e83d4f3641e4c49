import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

const runningMs = 2_000;

/** The authority's newest bulk acts. */
export const useBulkActs = () =>
  useQuery({
    queryKey: ownKey("bulk", "all"),
    queryFn: async () => (await client.listBulkActs({ query: { limit: 50 } })).bulkActs,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === "running") ? runningMs : false,
  });
