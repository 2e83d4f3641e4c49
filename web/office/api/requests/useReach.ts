import type { Input, Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";
import type { ReachName } from "./useDocumentPage.ts";

export type ReachFigures = Output<"getReach">;
export type ReachFilter = Pick<NonNullable<Input<"getReach">["query"]>, "type" | "from" | "to">;

/** How much something reaches. Days begin when they begin for the reader. */
export const useReach = (reach: ReachName, filter: ReachFilter) =>
  useQuery({
    queryKey: ownKey("documents", "reach", reach, filter),
    queryFn: () =>
      client.getReach({
        params: reach,
        query: { ...filter, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      }),
  });
