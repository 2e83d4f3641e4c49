import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { ownKey } from "../queryKeys.ts";

export type Invitation = Output<"listInvitations">["invitations"][number];

const lookMs = 5_000;

/** What other people do changes these: an invitation is used elsewhere, and its account follows. */
const mayChange = ({ state, account }: Invitation): boolean =>
  state === "open" || account?.state === "sent";

/** Invitations of the authority and of those below it, for who administers. */
export const useInvitations = (isAllowed: boolean) =>
  useQuery({
    queryKey: ownKey("invitations"),
    queryFn: async () => (await client.listInvitations()).invitations,
    enabled: isAllowed,
    refetchInterval: ({ state: { data } }) => (data?.some(mayChange) ? lookMs : false),
  });
