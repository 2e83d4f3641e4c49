import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

const pendingMs = 1_000;

/** How far the document is on its way to the log. */
export const useAnchoring = (id: string) =>
  useQuery({
    queryKey: ownKey("document", id, "anchoring"),
    queryFn: () => client.getAnchoring({ params: { id } }),
    refetchInterval: ({ state: { data } }) => (data?.state === "pending" ? pendingMs : false),
  });
