import type { Input, Output } from "@sello/api/client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type OfficeDocument = Output<"getDocument">;

export type DocumentFilter = Pick<NonNullable<Input<"listDocuments">["query"]>, "type" | "state">;

const pageEntries = 50;
/** While documents wait for the log, the list is asked for again. */
const pendingMs = 3_000;

/** The authority's documents, newest first within a type. */
export const useDocuments = (filter: DocumentFilter, limit = pageEntries, isAllowed = true) =>
  useInfiniteQuery({
    queryKey: ownKey("documents", filter, limit),
    queryFn: ({ pageParam }) =>
      client.listDocuments({ query: { ...filter, limit, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    enabled: isAllowed,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.documents.some(isPending)) ? pendingMs : false,
  });

const isPending = ({ state }: OfficeDocument): boolean => state === "pending";
