import { ApiFailure, ApiProblem } from "@sello/api/client";
import { PasskeyRefused } from "../../ui/passkey/askAuthenticator.ts";
import { CopyFault } from "../device/CopyFault.ts";
import { WalletRefused } from "../wallet/signWithWallet.ts";
import type { Words } from "../words/Words.ts";

/** The code under which the app has words for a fault. */
function codeOf(fault: unknown): string {
  if (fault instanceof ApiFailure) return fault.code === "api.timeout" ? "late" : "network";
  if (fault instanceof ApiProblem || fault instanceof CopyFault) return fault.code;
  if (fault instanceof WalletRefused) return "wallet.cancelled";
  if (fault instanceof PasskeyRefused) return "passkey.cancelled";
  if (fault instanceof DOMException && fault.name === "InvalidStateError") return "passkey.known";
  return "other";
}

/** What is wrong and what to do, in plain words. */
export function explainFault(fault: unknown, { faults }: Words): string {
  const code = codeOf(fault);
  return Object.hasOwn(faults, code) ? faults[code as keyof typeof faults] : faults.other;
}

export const isProblem = (fault: unknown, code: string): boolean =>
  fault instanceof ApiProblem && fault.code === code;
