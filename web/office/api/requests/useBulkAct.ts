import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type BulkAct = Output<"getBulkAct">;

const runningMs = 1_000;

/** How far a bulk act is. Followed while it goes on. */
export const useBulkAct = (id: string) =>
  useQuery({
    queryKey: ownKey("bulk", id),
    queryFn: () => client.getBulkAct({ params: { id } }),
    refetchInterval: ({ state: { data } }) => (data?.state === "running" ? runningMs : false),
  });
