import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type ApiKey = Output<"listApiKeys">["keys"][number];

/** Keys of the authority and of those below it, for who administers. */
export const useApiKeys = (isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("keys"),
    queryFn: async () => (await client.listApiKeys()).keys,
    enabled: isAllowed,
  });
