import { getAddress } from "viem";
import type { JsonAnswer } from "../../http/routes/Route.ts";
import type { RelayedChange } from "./PgChangeStates.ts";
import { readRelayed } from "./readRelayed.ts";

/** A change as the API shows it. */
export function toChangeView({
  blockNumber,
  error,
  raw,
  ...change
}: RelayedChange): JsonAnswer<"getRegistryChange"> {
  return {
    ...change,
    blockNumber: blockNumber === null ? null : String(blockNumber),
    error: error ?? null,
    operations: readRelayed(raw).map(({ signer, ...each }) => ({
      ...each,
      signer: getAddress(signer),
    })),
  };
}
