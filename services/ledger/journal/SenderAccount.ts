import type { TransactionSerializableEIP1559 } from "viem";
import type { Hex } from "../../platform/ids.ts";
import type { SenderRole } from "../Journal.ts";

/**
 * An account of ours that signs chain transactions; viem's local accounts are of this form. It must sign
 * the same bytes for the same transaction, and nothing that did not come from the journal.
 */
export interface SenderAccount {
  readonly address: Hex;
  signTransaction(transaction: TransactionSerializableEIP1559): Promise<Hex>;
}

export type SenderAccounts = Readonly<Record<SenderRole, SenderAccount>>;
