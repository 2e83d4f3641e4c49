import type { Hex } from "@sello/sdk";
import type { Transaction } from "../platform/database/Transaction.ts";

/** The accounts that the service sends with, one for each right it was given on chain. */
export type SenderRole = "anchor" | "status" | "relay";

export type ContractName = "AuthorityRegistry" | "DocumentLog" | "StatusLists";

export type JournalRequest = {
  readonly role: SenderRole;
  /** One of ours, or an account that is a contract. */
  readonly contract: ContractName | { readonly address: Hex };
  /** ABI-encoded call. Holds no personal data: it will stand on the chain. */
  readonly data: Hex;
  /** What it is for, such as `append`; shown to operators. */
  readonly purpose: string;
};

export type JournalledTransaction = { readonly id: bigint; readonly hash: Hex };

/**
 * Signs a chain transaction and stores it in the caller's database transaction, before anything is sent.
 * Once that commits, the sender delivers exactly these bytes until a receipt is seen: never lost, never doubled.
 */
export interface Journal {
  enqueue(tx: Transaction, request: JournalRequest): Promise<JournalledTransaction>;
}
