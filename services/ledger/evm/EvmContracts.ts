import type { Hex } from "@sello/sdk";
import {
  type Abi,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  type DecodeFunctionResultParameters,
  decodeFunctionResult,
  type EncodeFunctionDataParameters,
  encodeFunctionData,
} from "viem";
import { type DeploymentId, firstDeployment } from "../deployment/Deployment.ts";
import type { ContractName } from "../Journal.ts";
import type { ChainDescription } from "../Ledger.ts";
import type { ChainEvent } from "../Projection.ts";
import type { ChainLog } from "./ChainBlock.ts";
import { type ContractAbis, contractAbis } from "./contractAbis.ts";
import { decodeEvent } from "./decodeEvent.ts";
import type { EvmChain } from "./EvmChain.ts";

type Views = "pure" | "view";

/** Our three contracts at their addresses: what is asked of them, and what their logs say. */
export class EvmContracts {
  readonly description: ChainDescription;
  /** Which of the network's deployments they are. */
  readonly deployment: DeploymentId;
  readonly #chain: EvmChain;
  readonly #names: ReadonlyMap<Hex, ContractName>;

  constructor(
    chain: EvmChain,
    description: ChainDescription,
    deployment: DeploymentId = firstDeployment,
  ) {
    this.#chain = chain;
    this.deployment = deployment;
    this.description = description;
    this.#names = new Map(
      Object.entries(description.contracts).map(([name, address]) => [
        address.toLowerCase() as Hex,
        name as ContractName,
      ]),
    );
  }

  get addresses(): readonly Hex[] {
    return [...this.#names.keys()];
  }

  /**
   * Asks a contract.
   * @param blockNumber state after this block; the newest if absent
   */
  async call<
    const C extends ContractName,
    const F extends ContractFunctionName<ContractAbis[C], Views>,
    const A extends ContractFunctionArgs<ContractAbis[C], Views, F>,
  >(
    contract: C,
    functionName: F,
    args: A,
    blockNumber?: bigint,
  ): Promise<ContractFunctionReturnType<ContractAbis[C], Views, F, A>> {
    const abi: Abi = contractAbis[contract];
    const data = encodeFunctionData({ abi, functionName, args } as EncodeFunctionDataParameters);
    const to = this.description.contracts[contract];
    const answer = await this.#chain.call({
      to,
      data,
      ...(blockNumber === undefined ? {} : { blockNumber }),
    });
    return decodeFunctionResult({
      abi,
      functionName,
      args,
      data: answer,
    } as DecodeFunctionResultParameters) as ContractFunctionReturnType<
      ContractAbis[C],
      Views,
      F,
      A
    >;
  }

  /**
   * The event that a log holds. A log of ours that does not decode would be lost in silence, so it throws.
   * @returns null for a log of another contract
   */
  decode(log: ChainLog): Omit<ChainEvent, "blockTime"> | null {
    const contract = this.#names.get(log.address);
    if (contract === undefined) return null;
    return {
      contract,
      ...decodeEvent(contractAbis[contract], log),
      blockNumber: log.blockNumber,
      logIndex: log.logIndex,
      transactionHash: log.transactionHash,
    };
  }
}
