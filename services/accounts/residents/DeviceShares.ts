import type { Transaction } from "../../platform/database/Transaction.ts";

/** Links by which a resident shows documents, as far as a device made them. */
export interface DeviceShares {
  /**
   * Ends the links that were made with these passkeys, and those of which it is not known with which; null: all of the
   * account. It commits with `tx`: nobody opens them from then on.
   * @param at unix seconds
   * @returns how many could still be opened
   */
  endOfDevices(
    tx: Transaction,
    account: string,
    passkeys: readonly string[] | null,
    at: number,
  ): Promise<number>;
}
