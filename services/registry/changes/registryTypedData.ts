import type { Hex } from "@sello/sdk";
import type { TypedDataDomain } from "viem";
import { registryRequestTypes } from "../../ledger/evm/abi/registryRequestTypes.ts";
import { currentEdition } from "../../ledger/evm/contractEditions.ts";
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

/** EIP-712, of the registry. */
export const toDomain = (chain: ChainDescription) =>
  ({
    name: "Sello Authority Registry",
    version: String(chain.edition ?? currentEdition),
    chainId: chain.chainId,
    verifyingContract: chain.contracts.AuthorityRegistry,
  }) satisfies TypedDataDomain;

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
  const types = registryRequestTypes[operation];
  // The first edition's requests do not name their signer.
  if (chain.edition === 1)
    return {
      domain: toDomain(chain),
      types: { [operation]: types.filter(({ name }) => name !== "signer") },
      primaryType: operation,
      message: { ...values, nonce: String(nonce), deadline: String(deadline) },
    };
  return {
    domain: toDomain(chain),
    types: { [operation]: types },
    primaryType: operation,
    message: { signer, ...values, nonce: String(nonce), deadline: String(deadline) },
  };
}
