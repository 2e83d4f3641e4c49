import type { RegistryOperation, RegistryRequest } from "../registry/changes/RegistryRequest.ts";

/** Where the governing acts that a turnover needs are signed. The service itself can sign none. */
export interface OfficersDesk {
  /**
   * @param nonceKey requests under other keys do not wait for these, nor these for them
   * @returns the signed requests, in order; null where officers sign in their own time: then the turnover waits and
   * shows what is to be signed
   */
  request(
    operations: readonly RegistryOperation[],
    nonceKey: bigint,
  ): Promise<readonly RegistryRequest[] | null>;
}

/** Of a city whose officers hold their wallets themselves. */
export const waitingDesk: OfficersDesk = { request: async () => null };
