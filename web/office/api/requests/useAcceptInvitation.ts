import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createPasskey } from "../../passkey/authenticator.ts";
import { keepPasskey } from "../../passkey/rememberedPasskey.ts";
import { client } from "../client.ts";
import { invitationKey, type OpenedInvitation } from "./useOpenInvitation.ts";

/** Has a passkey made, and takes the invitation up with it. */
export function useAcceptInvitation(secret: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (opened: OpenedInvitation) => {
      const { id, ...passkey } = await createPasskey({
        ...opened,
        name: opened.invitation.name,
      });
      const used = await client.acceptInvitation({ body: { secret, ...passkey } });
      const account = used.invitation.account?.address;
      if (account !== undefined) keepPasskey({ id, account });
      return used;
    },
    onSuccess: (used) => queries.setQueryData(invitationKey(secret), used),
  });
}
