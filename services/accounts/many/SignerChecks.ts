import type { Hex } from "@sello/sdk";
import { encodeFunctionData, parseAbi, recoverAddress, toFunctionSelector } from "viem";
import type { EvmChain } from "../../ledger/evm/EvmChain.ts";
import { Conflict } from "../../platform/errors.ts";
import { askContract } from "../../registry/accounts/askContract.ts";
import { addressLength, type ManyAccountKind } from "../../registry/accounts/ManyAccount.ts";
import { toAccountSignature } from "../../registry/changes/toAccountSignature.ts";
import type { AccountContracts } from "../sessions/AccountContracts.ts";

const verifierAbi = parseAbi(["function verify(bytes, bytes32, bytes) view returns (bytes4)"]);

/** `verify` answers with its own selector, filled up to a word (ERC-7913). */
const good = toFunctionSelector(verifierAbi[0]).padEnd(66, "0");

/** Whether somebody is one of an account's signers, judged as the account itself will. */
export class SignerChecks {
  readonly #contracts: AccountContracts;
  readonly #chain: Pick<EvmChain, "call">;

  constructor(contracts: AccountContracts, chain: Pick<EvmChain, "call">) {
    this.#contracts = contracts;
    this.#chain = chain;
  }

  /**
   * The signature in the form that the account takes. It is not the signer's: `Conflict` `registry_change.signature`.
   * @param hash EIP-712, of what `toSignersData` gives
   */
  async require(kind: ManyAccountKind, signer: Hex, hash: Hex, signature: Hex): Promise<Hex> {
    if (signer.length > addressLength) {
      if (!(await this.#isByKey(signer, hash, signature))) throw refuse(signer);
      return signature;
    }
    // Safes ask contracts that own them in a form of their own, which nobody needs here.
    if (kind === "officer-account" && (await this.#contracts.isDeployed(signer))) {
      if (!(await this.#contracts.isSigned(signer, hash, signature))) throw refuse(signer);
      return signature;
    }
    const plain = toAccountSignature(signature, signer);
    const found = await recoverAddress({ hash, signature: plain }).catch(() => null);
    if (found?.toLowerCase() !== signer) throw refuse(signer);
    return plain;
  }

  /** The verifier is one of the two that the account was made with: it took the key as a signer. */
  async #isByKey(signer: Hex, hash: Hex, signature: Hex): Promise<boolean> {
    const to = signer.slice(0, addressLength) as Hex;
    const key: Hex = `0x${signer.slice(addressLength)}`;
    const data = encodeFunctionData({ abi: verifierAbi, args: [key, hash, signature] });
    return (await askContract(this.#chain, to, data)) === good;
  }
}

const refuse = (signer: Hex): Conflict =>
  new Conflict(
    "registry_change.signature",
    `The signature is not by ${signer}, for this account and this request. Sign what the act shows, with that signer's wallet.`,
    { signer },
  );
