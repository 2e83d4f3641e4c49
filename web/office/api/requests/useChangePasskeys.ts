import type { Input } from "@sello/api/client";
import { client } from "../client.ts";
import { signData } from "../signing/signData.ts";
import { useAct } from "../useAct.ts";

export type PasskeyChange = Input<"changePasskeys">["body"]["change"];

/** Has a passkey of the account sign a change of its passkeys, and sends it. Throws `SigningFault`, too. */
export const useChangePasskeys = (account: string) =>
  useAct("changePasskeys", async (change: PasskeyChange) => {
    const { request, nonce, deadline } = await client.draftPasskeyChange({ body: change });
    const signature = await signData(account, request);
    return client.changePasskeys({ body: { change, nonce, deadline, signature } });
  });
