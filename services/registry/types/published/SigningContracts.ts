import type { Hex } from "@sello/sdk";

/** Accounts that are contracts: each judges by itself what it has signed (ERC-1271). */
export type SigningContracts = {
  isDeployed(account: Hex): Promise<boolean>;
  isSigned(account: Hex, hash: Hex, signature: Hex): Promise<boolean>;
};
