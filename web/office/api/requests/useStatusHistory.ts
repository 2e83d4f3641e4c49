import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

const underWayMs = 1_000;

/** The acts on a document, oldest first. Followed while one is on its way to the chain. */
export const useStatusHistory = (id: string) =>
  useQuery({
    queryKey: ownKey("history", id),
    queryFn: async () => (await client.getStatusHistory({ params: { id } })).acts,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === "requested" || state === "sent") ? underWayMs : false,
  });
