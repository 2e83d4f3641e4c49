import type { Hex } from "@sello/sdk";
import { ServiceError } from "../../platform/errors.ts";
import type { Revert } from "../Settled.ts";
import { decodeRevert } from "./decodeRevert.ts";
import type { EvmChain } from "./EvmChain.ts";

/** Why a contract would refuse a call now; null: it would not. A node that does not answer: `ServiceError`. */
export async function findRevert(
  chain: Pick<EvmChain, "call">,
  call: Parameters<EvmChain["call"]>[0],
): Promise<Revert | null> {
  try {
    await chain.call(call);
    return null;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "chain.reverted") throw error;
    return decodeRevert((error.data.revertData as Hex | null | undefined) ?? null);
  }
}
