import type { Output } from "@sello/api/client";
import { type SelloFile, toBase64url } from "@sello/sdk";
import {
  type Consent,
  digestConsentReceipt,
  formatConsentReceipt,
  formatReceiptFile,
  newRecordId,
  type ReceiptProof,
  readConsentReceipt,
} from "@sello/sdk/share";
import { saveFile } from "../../ui/saveFile.ts";
import { isProblem } from "../api/explainFault.ts";
import { nobody } from "../api/nobody.ts";
import { serverNow } from "../api/serverTime.ts";
import type { Vault } from "../device/vault.ts";
import { readShown } from "./showCopy.ts";

export type Share = Output<"listShares">["shares"][number];

/** What the reader agreed to when they made a link. The service has noted the receipt's hash itself. */
export const toLinkConsent = (share: Share): Consent => {
  const { recordId, what, audience, purpose, madeAt, endsAt, once, sealedSha256 } = share;
  const terms = { purpose, madeAt, endsAt, once };
  return {
    recordId,
    method: "link",
    what,
    recipient: audience,
    ...terms,
    shownSha256: sealedSha256,
  };
};

type Handed = Pick<Consent, "recipient" | "purpose" | "endsAt" | "once"> & {
  /** What was handed over. */
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/**
 * Keeps the receipt of a file or an answer on this device, and has its hash put into the log without saying whose it is. What was
 * shown was shown: no fault here is told as one of showing it.
 */
export async function noteReceipt(
  vault: Vault,
  method: "file" | "answer",
  shown: SelloFile,
  { bytes, ...terms }: Handed,
): Promise<void> {
  try {
    const { vct, claims } = readShown(shown);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const consent: Consent = {
      ...{ recordId: newRecordId(), method, ...terms },
      what: { type: vct, claims: Object.keys(claims) },
      madeAt: Math.floor(serverNow()),
      shownSha256: toBase64url(hash),
    };
    await vault.putReceipt(consent.recordId, formatConsentReceipt(consent));
    await note(consent);
  } catch {
    // Saving the receipt sends its hash again.
  }
}

const note = (consent: Consent) =>
  nobody.noteReceipt({ body: { digest: digestConsentReceipt(consent) } });

/** Receipts of files and answers that this device keeps, the newest first. */
export const keptReceipts = async (vault: Vault): Promise<readonly Consent[]> =>
  (await vault.receipts()).map(readConsentReceipt).toSorted((a, b) => b.madeAt - a.madeAt);

/** The receipt with its proof, or without where it is not in the log yet. */
export async function toReceiptFile(consent: Consent): Promise<string> {
  return formatReceiptFile({ consent, proof: await fetchProof(consent) });
}

async function fetchProof(consent: Consent): Promise<ReceiptProof | null> {
  try {
    const params = { digest: digestConsentReceipt(consent) };
    return (await nobody.getReceiptProof({ params })).proof;
  } catch (error) {
    if (!isProblem(error, "receipt.unknown")) throw error;
    // Its hash did not arrive when it was made. Of a link, the service has forgotten it.
    if (consent.method !== "link") await note(consent);
    return null;
  }
}

/** Saves what the reader agreed to. @returns whether the proof is in it */
export async function saveReceipt(consent: Consent): Promise<boolean> {
  const proof = await fetchProof(consent);
  const text = formatReceiptFile({ consent, proof });
  saveFile(new Blob([text], { type: "application/json" }), `sello-receipt-${consent.madeAt}.json`);
  return proof !== null;
}
