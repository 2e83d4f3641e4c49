import type { Hex } from "@sello/sdk";
import { encodeFunctionData } from "viem";
import { authorityRegistryAbi } from "../../ledger/evm/abi/authorityRegistryAbi.ts";
import { registryRequestTypes } from "../../ledger/evm/abi/registryRequestTypes.ts";
import type { RegistryRequest } from "./RegistryRequest.ts";

/** The contract call that relays one signed request: `setStateBySig(…)` for `SetState`. */
export function encodeRequest({ operation, values, authorization }: RegistryRequest): Hex {
  const names = registryRequestTypes[operation]
    .map(({ name }) => name as string)
    .filter((name) => name !== "nonce" && name !== "deadline");
  const functionName = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}BySig`;
  const args = [
    ...names.map((name) => values[name]),
    {
      signer: authorization.signer,
      nonce: BigInt(authorization.nonce),
      deadline: BigInt(authorization.deadline),
      signature: authorization.signature,
    },
  ];
  return encodeFunctionData({
    abi: authorityRegistryAbi,
    functionName,
    args,
  } as unknown as Parameters<typeof encodeFunctionData>[0]);
}

/** One call for all: each succeeds or none does. */
export const encodeMany = (calls: readonly Hex[]): Hex =>
  calls.length === 1 && calls[0]
    ? calls[0]
    : encodeFunctionData({ abi: authorityRegistryAbi, functionName: "multicall", args: [calls] });
