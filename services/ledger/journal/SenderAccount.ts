import { fromHex, type Hex } from "@sello/sdk";
import type { TransactionSerializableEIP1559 } from "viem";
import type { SenderRole } from "../Journal.ts";

/**
 * An account of ours that signs chain transactions; viem's local accounts are of this form. It must sign nothing that did
 * not come from the journal, and each transaction once: a token signs the same one with other bytes every time.
 */
export interface SenderAccount {
  readonly address: Hex;
  signTransaction(transaction: TransactionSerializableEIP1559): Promise<Hex>;
}

export type SenderAccounts = Readonly<Record<SenderRole, SenderAccount>>;

/** The 20 bytes of an address, whose capitals are only a checksum (ERC-55). */
export const toAddressBytes = (address: Hex): Uint8Array => fromHex(address.toLowerCase());
