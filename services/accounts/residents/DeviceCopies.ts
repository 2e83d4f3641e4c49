import type { Transaction } from "../../platform/database/Transaction.ts";

/** Copies of documents that a resident made for keys of their devices. */
export interface DeviceCopies {
  /**
   * Has the copies revoked that were made with these passkeys, and those of which it is not known with which; null: all of
   * the account. It commits with `tx`, and the chain follows. What is withdrawn stays so.
   * @returns how many there are
   */
  withdraw(tx: Transaction, account: string, passkeys: readonly string[] | null): Promise<number>;
}
