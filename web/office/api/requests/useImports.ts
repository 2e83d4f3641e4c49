import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";
import { isUnderWay } from "./useImport.ts";

/** The authority's newest imports, for who may import. */
export const useImports = (isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("imports"),
    queryFn: async () => (await client.listImports({ query: { limit: 10 } })).imports,
    enabled: isAllowed,
  });

const pageEntries = 50;
const runningMs = 2_000;

/** All of them, a page at a time; asked for again while one is under way. */
export const useAllImports = () =>
  useInfiniteQuery({
    queryKey: ownKey("imports", "all"),
    queryFn: async ({ pageParam }) =>
      (await client.listImports({ query: { limit: pageEntries, after: pageParam } })).imports,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length === pageEntries ? page.at(-1)?.id : undefined),
    refetchInterval: ({ state }) => (state.data?.pages.flat().some(isUnderWay) ? runningMs : false),
  });
