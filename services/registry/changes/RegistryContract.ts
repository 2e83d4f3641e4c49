import type { Hex } from "@sello/sdk";
import { decodeFunctionResult, encodeFunctionData, parseAbi } from "viem";
import { authorityRegistryAbi as abi } from "../../ledger/evm/abi/authorityRegistryAbi.ts";
import { type ContractEdition, currentEdition } from "../../ledger/evm/contractEditions.ts";
import type { EvmChain } from "../../ledger/evm/EvmChain.ts";
import { findRevert } from "../../ledger/evm/findRevert.ts";
import { gasLimitFor } from "../../ledger/evm/gasLimits.ts";
import type { Revert } from "../../ledger/Settled.ts";
import { Conflict } from "../../platform/errors.ts";

const firstNonces = parseAbi(["function nonces(address owner) view returns (uint256)"]);

/** The registry contract, asked directly: what its state is now, and what it would say to a request. */
export class RegistryContract {
  readonly #chain: EvmChain;
  readonly #edition: ContractEdition;
  readonly #address: Hex;

  /** @param edition of the contract; today's unless given */
  constructor(chain: EvmChain, address: Hex, edition: ContractEdition = currentEdition) {
    this.#edition = edition;
    this.#chain = chain;
    this.#address = address;
  }

  /** The nonce that the signer's next request under this key must carry: the key in its upper 192 bits. */
  async nonceOf(signer: Hex, key = 0n): Promise<bigint> {
    if (this.#edition === 1) return this.#oneNonceOf(signer);
    const data = encodeFunctionData({ abi, functionName: "nonces", args: [signer, key] });
    const result = await this.#chain.call({ to: this.#address, data });
    return decodeFunctionResult({ abi, functionName: "nonces", args: [signer, key], data: result });
  }

  /** In the first edition all requests of an account wait for each other. */
  async #oneNonceOf(signer: Hex): Promise<bigint> {
    const data = encodeFunctionData({ abi: firstNonces, functionName: "nonces", args: [signer] });
    return BigInt(await this.#chain.call({ to: this.#address, data }));
  }

  /** Whether there is a contract at the account: then it alone judges signatures (ERC-1271). */
  async hasCode(account: Hex): Promise<boolean> {
    return (await this.#chain.codeAt(account)) !== "0x";
  }

  /**
   * Tries a call without effect. What the contract would refuse throws `Conflict`
   * `registry_change.refused` with the name and arguments of the contract's error.
   */
  async tryCall(data: Hex): Promise<void> {
    const revert = await this.findRefusal(data);
    if (revert === null) return;
    throw new Conflict("registry_change.refused", `The registry refuses: ${revert.error}.`, revert);
  }

  /**
   * What the contract would answer to a call now, if it refuses it.
   * @param from who calls; a signed request may come from anybody
   */
  findRefusal(data: Hex, from?: Hex): Promise<Revert | null> {
    // With the gas that the transaction will have: many people's signatures may need more than that.
    const call = { to: this.#address, data, gas: gasLimitFor("registry") };
    return findRevert(this.#chain, from === undefined ? call : { ...call, from });
  }
}
