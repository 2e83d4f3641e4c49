import type { Hex } from "@sello/sdk";
import type { EvmChain } from "../../ledger/evm/EvmChain.ts";
import { ServiceError } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";

/**
 * What a stranger's contract answers, with as much gas as a signature may take; null where the call fails, which is the
 * contract's doing. That no node answers is not: `Unavailable` `chain.unavailable`.
 */
export async function askContract(
  chain: Pick<EvmChain, "call">,
  to: Hex,
  data: Hex,
): Promise<Hex | null> {
  try {
    return await chain.call({ to, data, gas: BigInt(limits.signatureCheckGas) });
  } catch (error) {
    if (error instanceof ServiceError && error.code !== "chain.reverted") throw error;
    return null;
  }
}
