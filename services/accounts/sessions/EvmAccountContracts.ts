import type { Hex } from "@sello/sdk";
import { encodeFunctionData, parseAbi } from "viem";
import type { EvmChain } from "../../ledger/evm/EvmChain.ts";
import { askContract } from "../../registry/accounts/askContract.ts";
import type { AccountContracts } from "./AccountContracts.ts";

const abi = parseAbi(["function isValidSignature(bytes32, bytes) view returns (bytes4)"]);

/** `isValidSignature` answers with its own selector, filled up to a word (ERC-1271). */
const good = "0x1626ba7e".padEnd(66, "0");

/** Accounts on the chain of the open deployment. */
export class EvmAccountContracts implements AccountContracts {
  readonly #chain: Pick<EvmChain, "call" | "codeAt">;

  constructor(chain: Pick<EvmChain, "call" | "codeAt">) {
    this.#chain = chain;
  }

  async isDeployed(account: Hex): Promise<boolean> {
    return (await this.#chain.codeAt(account)) !== "0x";
  }

  async isSigned(account: Hex, hash: Hex, signature: Hex): Promise<boolean> {
    const data = encodeFunctionData({
      abi,
      functionName: "isValidSignature",
      args: [hash, signature],
    });
    return (await askContract(this.#chain, account, data)) === good;
  }
}
