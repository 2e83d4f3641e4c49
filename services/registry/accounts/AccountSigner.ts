import { createPublicKey } from "node:crypto";
import type { Hex } from "@sello/sdk";
import { contractLimits } from "@sello/sdk/log";
import { concatHex } from "viem";
import { InvalidInput, type Violation } from "../../platform/errors.ts";

/** One of the people of an account: a wallet, or a P-256 key with its coordinates (32 bytes each). */
export type AccountSigner =
  | { readonly kind: "wallet"; readonly address: Hex }
  | { readonly kind: "p256" | "passkey"; readonly x: Hex; readonly y: Hex };

/** Contracts that judge signatures (ERC-7913), lowercase. */
export type AccountVerifiers = { readonly p256: Hex; readonly webAuthn: Hex };

const addressForm = /^0x[0-9a-f]{40}$/i;

/** As the contract: precompiles, and those that chains may add, never sign. */
export const lastPrecompile = 0xffffn;

/**
 * Refuses what the contract would refuse, before a transaction is spent on it: `InvalidInput` `officer_account.signers`,
 * `officer_account.threshold`.
 */
export function requireSigners(signers: readonly AccountSigner[], threshold: number): void {
  const most = contractLimits.accountSignersMax;
  if (signers.length === 0 || signers.length > most)
    throw refuse("signers", `An account has between 1 and ${most} signers.`, "");
  // One key is one person, whether it signs as a passkey or by itself.
  const seen = new Set<string>();
  for (const [index, signer] of signers.entries()) {
    const name = nameOf(signer);
    if (!isUsable(signer) || seen.has(name)) {
      const words = seen.has(name) ? "This signer is named twice." : "This can never sign.";
      throw refuse("signers", words, `/signers/${index}`);
    }
    seen.add(name);
  }
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > signers.length)
    throw refuse("threshold", `Between 1 and all ${signers.length} must sign.`, "/threshold");
}

/** As the contract writes it. */
export function encodeSigner(signer: AccountSigner, verifiers: AccountVerifiers): Hex {
  if (signer.kind === "wallet") return lower(signer.address);
  const verifier = signer.kind === "p256" ? verifiers.p256 : verifiers.webAuthn;
  return concatHex([verifier, lower(signer.x), lower(signer.y)]);
}

const lower = (hex: Hex): Hex => hex.toLowerCase() as Hex;

const nameOf = (signer: AccountSigner): string =>
  lower(signer.kind === "wallet" ? signer.address : concatHex([signer.x, signer.y]));

function isUsable(signer: AccountSigner): boolean {
  if (signer.kind === "wallet")
    return addressForm.test(signer.address) && BigInt(signer.address) > lastPrecompile;
  return isOnCurve(signer.x, signer.y);
}

/** Whether there is such a key on P-256. */
export function isOnCurve(x: Hex, y: Hex): boolean {
  const coordinate = (hex: Hex) => Buffer.from(hex.slice(2), "hex");
  const [a, b] = [coordinate(x), coordinate(y)];
  if (a.length !== 32 || b.length !== 32) return false;
  const jwk = { kty: "EC", crv: "P-256", x: a.toString("base64url"), y: b.toString("base64url") };
  try {
    createPublicKey({ key: jwk, format: "jwk" });
    return true;
  } catch {
    return false;
  }
}

function refuse(what: "signers" | "threshold", message: string, pointer: string): InvalidInput {
  const code = `officer_account.${what}`;
  const violation: Violation = { pointer, code, message };
  return new InvalidInput(code, message, [violation]);
}
