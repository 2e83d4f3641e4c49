import type { Hex } from "@sello/sdk";
import { encodeFunctionData } from "viem";
import { authorityRegistryAbi } from "../../ledger/evm/abi/authorityRegistryAbi.ts";
import { registryRequestTypes } from "../../ledger/evm/abi/registryRequestTypes.ts";
import { isValue, type RegistryRequest } from "./RegistryRequest.ts";

/** The contract call that relays one signed request: `setStateBySig(…)` for `SetState`. */
export function encodeRequest({ operation, values, authorization }: RegistryRequest): Hex {
  const given = registryRequestTypes[operation].filter(isValue).map(({ name }) => values[name]);
  const functionName = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}BySig`;
  const args = [
    ...(operation === "TakeOver" ? [values] : given),
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
