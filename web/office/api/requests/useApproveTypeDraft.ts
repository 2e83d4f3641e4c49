import type { Hex } from "@sello/sdk";
import { client } from "../client.ts";
import { signData } from "../signing/signData.ts";
import { useAct } from "../useAct.ts";

type Approval = {
  readonly id: string;
  /** Of the design that was looked at. */
  readonly content: Hex;
  readonly account: Hex;
};

/** Has the wallet sign what the service says is to be signed, if it is what was looked at, and hands the signature in. */
export const useApproveTypeDraft = () =>
  useAct("approveTypeDraft", async ({ id, content, account }: Approval) => {
    const asked = await client.prepareTypeApproval({ params: { id } });
    const shown = { ...asked, message: { ...asked.message, content } };
    const signature = (await signData(account, shown)).toLowerCase();
    return client.approveTypeDraft({ params: { id }, body: { content, signature } });
  });
