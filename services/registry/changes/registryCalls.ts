import type { Hex } from "@sello/sdk";
import { encodeFunctionData } from "viem";
import { authorityRegistryAbi } from "../../ledger/evm/abi/authorityRegistryAbi.ts";
import { registryRequestTypes } from "../../ledger/evm/abi/registryRequestTypes.ts";
import { isValue, type RegistryOperation, type RegistryRequest } from "./RegistryRequest.ts";

/** The contract call that relays one signed request: `setStateBySig(…)` for `SetState`. */
export function encodeRequest({ authorization, ...asked }: RegistryRequest): Hex {
  return encode(`${toFunctionName(asked.operation)}BySig`, [
    ...toArguments(asked),
    {
      signer: authorization.signer,
      nonce: BigInt(authorization.nonce),
      deadline: BigInt(authorization.deadline),
      signature: authorization.signature,
    },
  ]);
}

/** The call of one who asks the contract for the same directly. */
export const encodeOperation = (asked: RegistryOperation): Hex =>
  encode(toFunctionName(asked.operation), toArguments(asked));

const toFunctionName = (operation: string): string =>
  `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;

const toArguments = ({ operation, values }: RegistryOperation): unknown[] =>
  operation === "TakeOver"
    ? [values]
    : registryRequestTypes[operation].filter(isValue).map(({ name }) => values[name]);

const encode = (functionName: string, args: readonly unknown[]): Hex =>
  encodeFunctionData({
    abi: authorityRegistryAbi,
    functionName,
    args,
  } as unknown as Parameters<typeof encodeFunctionData>[0]);

/** One call for all: each succeeds or none does. */
export const encodeMany = (calls: readonly Hex[]): Hex =>
  calls.length === 1 && calls[0]
    ? calls[0]
    : encodeFunctionData({ abi: authorityRegistryAbi, functionName: "multicall", args: [calls] });
