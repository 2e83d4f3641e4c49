import type { Input, Output } from "@sello/api/client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type BulkOutcome = Output<"listBulkOutcomes">["outcomes"][number];
type Outcome = NonNullable<NonNullable<Input<"listBulkOutcomes">["query"]>["outcome"]>;

const pageEntries = 50;

/** @param mark changes when there may be other outcomes than before */
export const useBulkOutcomes = (id: string, outcome: Outcome | undefined, mark: number) =>
  useInfiniteQuery({
    queryKey: ownKey("bulk", id, "outcomes", outcome ?? null, mark),
    queryFn: ({ pageParam }) =>
      client.listBulkOutcomes({
        params: { id },
        query: { outcome, limit: pageEntries, after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
