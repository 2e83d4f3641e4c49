import type { Output } from "@sello/api/client";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export type OpenedInvitation = Output<"openInvitation">;

const lookMs = 1_000;

/** The key of what an invitation says. */
export const invitationKey = (secret: string) => publicKey("invitation", secret);

/** What an invitation says; followed while its account is on its way to the chain. */
export const useOpenInvitation = (secret: string) =>
  useQuery({
    queryKey: invitationKey(secret),
    queryFn: () => client.openInvitation({ body: { secret } }),
    enabled: secret !== "",
    refetchInterval: ({ state: { data } }) =>
      data?.invitation.account?.state === "sent" ? lookMs : false,
  });
