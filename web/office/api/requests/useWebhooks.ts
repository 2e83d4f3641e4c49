import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type Webhook = Output<"listWebhooks">["webhooks"][number];

/** The authority's webhooks, for who administers. */
export const useWebhooks = (isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("webhooks"),
    queryFn: async () => (await client.listWebhooks()).webhooks,
    enabled: isAllowed,
  });
