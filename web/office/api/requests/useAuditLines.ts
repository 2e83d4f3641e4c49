import type { Input, Output } from "@sello/api/client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type AuditLine = Output<"listAuditLines">["lines"][number];

export type AuditQuery = Omit<NonNullable<Input<"listAuditLines">["query"]>, "after" | "limit">;

const pageEntries = 50;

/** The authority's lines of audit, newest first. */
export const useAuditLines = (query: AuditQuery) =>
  useInfiniteQuery({
    queryKey: ownKey("audit", query),
    queryFn: ({ pageParam }) =>
      client.listAuditLines({ query: { ...query, limit: pageEntries, after: pageParam } }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => (next === null ? undefined : Number(next)),
  });
