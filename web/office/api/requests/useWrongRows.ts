import type { Output } from "@sello/api/client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type WrongRowPage = Output<"listWrongRows">;
export type WrongRow = WrongRowPage["rows"][number];
export type WrongColumn = WrongRowPage["columns"][number];

/** Rejected rows with what they say. Each page that is read leaves a line in the audit, and is not kept. */
export const useWrongRows = (id: string) =>
  useInfiniteQuery({
    queryKey: ownKey("wrong-rows", id),
    queryFn: ({ pageParam }) =>
      client.listWrongRows({ params: { id }, query: { afterLine: pageParam } }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
