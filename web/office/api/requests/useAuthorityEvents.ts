import type { Output } from "@sello/api/client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export type AuthorityEvent = Output<"listAuthorityEvents">["events"][number];

const lookMs = 700;

/**
 * What the chain says of an authority, newest first, page after page. Null: nothing is asked.
 * @param awaited what is looked for again and again until it is there; nothing unless given
 */
export const useAuthorityEvents = (
  slug: string | null,
  limit: number,
  awaited?: (event: AuthorityEvent) => boolean,
) =>
  useInfiniteQuery({
    queryKey: publicKey("events", slug, limit),
    queryFn: ({ pageParam }) =>
      client.listAuthorityEvents({
        params: { slug: slug ?? "" },
        query: { limit, ...(pageParam === null ? {} : { after: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) =>
      awaited && !state.data?.pages[0]?.events.some(awaited) ? lookMs : false,
    enabled: slug !== null,
  });
