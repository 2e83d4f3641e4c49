import type { Hex } from "@sello/sdk";

/** How the people of an account of many sign: as in docs/decisions/0146, or as in a Safe. */
export type ManyAccountKind = "officer-account" | "safe";

/** An account that takes m of n people, as its contract says now. */
export type ManyAccount = {
  /** Lowercase. */
  readonly account: Hex;
  readonly kind: ManyAccountKind;
  /** As ERC-7913 writes them, lowercase: an account is 20 bytes, a key 84. */
  readonly signers: readonly Hex[];
  /** How many must sign. */
  readonly threshold: number;
};

/** Of an account's address, in characters. */
export const addressLength = 42;

/** Whether a signer is a person that can sign in, not a bare key. */
export const isPerson = (signer: Hex): boolean => signer.length === addressLength;

/** Accounts of many, read from the chain. */
export interface ManyAccounts {
  /** Null: it is no such account. The chain does not answer: `Unavailable` `chain.unavailable`. */
  find(account: Hex): Promise<ManyAccount | null>;
}
