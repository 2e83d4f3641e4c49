import type { Hex } from "@sello/sdk";
import type { TypedDataDomain } from "viem";
import { registryRequestTypes } from "../../ledger/evm/abi/registryRequestTypes.ts";
import type { ChainDescription } from "../../ledger/Ledger.ts";
import type { RegistryOperation, RegistryOperationName } from "./RegistryRequest.ts";

/** What a wallet signs (EIP-712, the parameter of `eth_signTypedData_v4`). Integers are decimal strings. */
export type RegistryTypedData = {
  readonly domain: { name: string; version: string; chainId: number; verifyingContract: Hex };
  readonly types: {
    readonly [name in RegistryOperationName]?: readonly { name: string; type: string }[];
  };
  readonly primaryType: RegistryOperationName;
  readonly message: Readonly<Record<string, string | number | boolean>>;
};

const toDomain = (chain: ChainDescription) =>
  ({
    name: "Sello Authority Registry",
    version: "2",
    chainId: chain.chainId,
    verifyingContract: chain.contracts.AuthorityRegistry,
  }) as const satisfies TypedDataDomain;

/** Who is to sign, with which nonce, until when (unix seconds). */
export type RequestTerms = {
  readonly signer: Hex;
  readonly nonce: bigint;
  readonly deadline: bigint;
};

/** The typed data of an operation for one signer: the signature serves no other account. */
export function toTypedData(
  chain: ChainDescription,
  { operation, values }: RegistryOperation,
  { signer, nonce, deadline }: RequestTerms,
): RegistryTypedData {
  return {
    domain: toDomain(chain),
    types: { [operation]: registryRequestTypes[operation] },
    primaryType: operation,
    message: { signer, ...values, nonce: String(nonce), deadline: String(deadline) },
  };
}
