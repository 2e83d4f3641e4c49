import type { Output } from "@sello/api/client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type WebhookDelivery = Output<"listWebhookDeliveries">["deliveries"][number];

const pageEntries = 20;
/** While a message waits, the list is asked for again. */
const waitingMs = 2_000;

/** Messages to a webhook, newest first. */
export const useWebhookDeliveries = (id: string) =>
  useInfiniteQuery({
    queryKey: ownKey("webhookDeliveries", id),
    queryFn: ({ pageParam }) =>
      client.listWebhookDeliveries({
        params: { id },
        query: { limit: pageEntries, after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ deliveries }) => deliveries.some(isWaiting)) ? waitingMs : false,
  });

const isWaiting = ({ state }: WebhookDelivery): boolean => state === "waiting";
