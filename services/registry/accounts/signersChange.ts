import type { Hex } from "@sello/sdk";
import { contractLimits } from "@sello/sdk/log";
import { z } from "zod";
import { InvalidInput } from "../../platform/errors.ts";
import { lastPrecompile } from "./AccountSigner.ts";
import type { ManyAccount } from "./ManyAccount.ts";
import { officerAccountDomain, type ToSign } from "./toSignersData.ts";

/** Signers as ERC-7913 writes them, lowercase. */
export type SignersChange = {
  readonly added: readonly Hex[];
  readonly removed: readonly Hex[];
  /** How many must sign from then on, decimal. */
  readonly newThreshold: string;
};

const lowercase = (pattern: RegExp) =>
  z
    .string()
    .regex(pattern)
    .transform((text) => text.toLowerCase() as Hex);

const most = contractLimits.accountSignersMax;

const shape = z.tuple([
  z.strictObject({
    operation: z.literal("ChangeSigners"),
    values: z.strictObject({
      // Accounts alone: who is to sign here signs in. A passkey has one of its own.
      added: z.array(lowercase(/^0x[0-9a-fA-F]{40}$/)).max(most),
      removed: z.array(lowercase(/^0x([0-9a-fA-F]{40}|[0-9a-fA-F]{168})$/)).max(most),
      newThreshold: z.string().regex(/^[1-9][0-9]?$/),
    }),
  }),
]);

/** @param operations untrusted: `InvalidInput` `registry_change.malformed` */
export function readSignersChange(operations: readonly unknown[]): SignersChange {
  const parsed = shape.safeParse(operations);
  if (parsed.success) return parsed.data[0].values;
  throw new InvalidInput(
    "registry_change.malformed",
    "A change of signers names those added and removed and the new threshold, and is an act of its own.",
  );
}

/**
 * Refuses what the account's contract would refuse: `InvalidInput` `officer_account.signers`, `officer_account.threshold`; for
 * an account of another kind, `officer_account.safe`.
 */
export function requireChange(of: ManyAccount, change: SignersChange): void {
  if (of.kind !== "officer-account")
    throw new InvalidInput(
      "officer_account.safe",
      "This account is a Safe: its owners are changed in the Safe itself.",
    );
  const { added, removed } = change;
  requireAdded(of, added);
  for (const [index, signer] of removed.entries())
    if (!of.signers.includes(signer) || removed.indexOf(signer) !== index)
      throw refuseSigner("is no signer now, or is named twice", "removed", index);
  const count = of.signers.length + added.length - removed.length;
  if (count > most) throw refuseSigner(`would be more than ${most}`, "added", most);
  const threshold = Number(change.newThreshold);
  if (threshold > count)
    throw refuse("threshold", `Of ${count} signers, ${threshold} cannot sign.`, "newThreshold");
  if (added.length + removed.length === 0 && threshold === of.threshold)
    throw refuse("threshold", "Nothing would change.", "newThreshold");
}

function requireAdded({ account, signers }: ManyAccount, added: readonly Hex[]): void {
  for (const [index, signer] of added.entries()) {
    if (signer === account || BigInt(signer) <= lastPrecompile)
      throw refuseSigner("can never sign", "added", index);
    if (signers.includes(signer) || added.indexOf(signer) !== index)
      throw refuseSigner("is a signer already, or is named twice", "added", index);
  }
}

/** EIP-712, in the account's own domain. */
export const signersChangeData = (
  { account, chainId }: { readonly account: Hex; readonly chainId: number },
  { added, removed, newThreshold }: SignersChange,
  { nonce, deadline }: { readonly nonce: bigint; readonly deadline: bigint },
): ToSign => ({
  domain: { ...officerAccountDomain, chainId, verifyingContract: account },
  types: {
    ChangeSigners: [
      { name: "added", type: "bytes[]" },
      { name: "removed", type: "bytes[]" },
      { name: "newThreshold", type: "uint64" },
      { name: "nonce", type: "uint256" },
      { name: "deadline", type: "uint256" },
    ],
  },
  primaryType: "ChangeSigners",
  message: { added, removed, newThreshold, nonce: String(nonce), deadline: String(deadline) },
});

const refuseSigner = (words: string, list: "added" | "removed", index: number): InvalidInput =>
  refuse("signers", `This signer ${words}.`, `${list}/${index}`);

function refuse(what: "signers" | "threshold", message: string, at: string): InvalidInput {
  const code = `officer_account.${what}`;
  const pointer = `/body/operations/0/values/${at}`;
  return new InvalidInput(code, message, [{ pointer, code, message }]);
}
