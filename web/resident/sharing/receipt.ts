import type { Output } from "@sello/api/client";
import { digestConsentReceipt, formatConsentReceipt } from "@sello/sdk/share";
import { saveFile } from "../../ui/saveFile.ts";

export type Share = Output<"listShares">["shares"][number];

const toConsent = ({ digest, ...share }: Share) => ({ ...share, share: digest });

/** Whether the service's note of what was agreed to is of what it says now. */
export const isReceiptRight = (share: Share): boolean =>
  digestConsentReceipt(toConsent(share)) === share.receiptSha256;

/** Saves what the reader agreed to. */
export function saveReceipt(share: Share): void {
  const text = formatConsentReceipt(toConsent(share));
  saveFile(new Blob([text], { type: "application/json" }), `sello-receipt-${share.madeAt}.json`);
}
