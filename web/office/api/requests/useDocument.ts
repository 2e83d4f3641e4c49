import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type OfficeDocument = Output<"getDocument">;

const pendingMs = 1_000;

/** What is known of a document without reading it. Followed until the log has it and its status is settled. */
export const useDocument = (id: string) =>
  useQuery({
    queryKey: ownKey("document", id),
    queryFn: () => client.getDocument({ params: { id } }),
    refetchInterval: ({ state: { data } }) =>
      data && (data.state === "pending" || !data.status.effective) ? pendingMs : false,
  });
