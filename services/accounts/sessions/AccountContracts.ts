import type { Hex } from "@sello/sdk";

/** Accounts that are contracts: each judges by itself what it has signed. */
export interface AccountContracts {
  /** Whether there is a contract. The chain does not answer: `Unavailable` `chain.unavailable`. */
  isDeployed(account: Hex): Promise<boolean>;
  /** ERC-1271, asked of the account as it is now. Errors as `isDeployed`. */
  isSigned(account: Hex, hash: Hex, signature: Hex): Promise<boolean>;
}
