import type { AuthorityId, DocumentTypeId, Hex } from "@sello/sdk";
import { encodeFunctionData } from "viem";
import { documentLogAbi } from "../ledger/evm/abi/documentLogAbi.ts";
import type { JournalRequest } from "../ledger/Journal.ts";

/** The purpose under which appends stand in the journal. */
export const appendPurpose = "append";

/** The call that anchors a batch. */
export function appendCall(batch: {
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  readonly root: Hex;
  readonly count: number;
}): JournalRequest {
  const { authority, documentType, root, count } = batch;
  const data = encodeFunctionData({
    abi: documentLogAbi,
    functionName: "append",
    args: [authority, documentType, root, BigInt(count)],
  });
  return { role: "anchor", contract: "DocumentLog", data, purpose: appendPurpose };
}
