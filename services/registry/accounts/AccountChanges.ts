import type { Hex } from "@sello/sdk";
import { decodeFunctionResult, encodeFunctionData } from "viem";
import { officerAccountAbi as abi } from "../../ledger/evm/abi/officerAccountAbi.ts";
import type { EvmChain } from "../../ledger/evm/EvmChain.ts";
import { findRevert } from "../../ledger/evm/findRevert.ts";
import { accountPurpose, gasLimitFor } from "../../ledger/evm/gasLimits.ts";
import type { Journal } from "../../ledger/Journal.ts";
import type { Revert } from "../../ledger/Settled.ts";
import type { Transaction, Transactor } from "../../platform/database/Transaction.ts";
import type { SignersChange } from "./signersChange.ts";

export type SignedSignersChange = SignersChange & {
  /** Decimal. */
  readonly nonce: string;
  readonly deadline: string;
  /** Of enough of the account's people (`joinPlain`). */
  readonly signature: Hex;
};

/** Changes of officer accounts by their own people, on the chain of the open deployment. Anybody may bring them there. */
export class AccountChanges {
  readonly chainId: number;
  readonly #chain: Pick<EvmChain, "call">;
  readonly #journal: Journal;
  readonly #transactor: Transactor;

  constructor(parts: {
    chainId: number;
    chain: Pick<EvmChain, "call">;
    journal: Journal;
    transactor: Transactor;
  }) {
    this.chainId = parts.chainId;
    this.#chain = parts.chain;
    this.#journal = parts.journal;
    this.#transactor = parts.transactor;
  }

  /** The nonce that the account's next request under this key must carry: the key in its upper 192 bits. */
  async nonceOf(account: Hex, key: bigint): Promise<bigint> {
    const data = encodeFunctionData({ abi, functionName: "nonces", args: [account, key] });
    const result = await this.#chain.call({ to: account, data });
    return decodeFunctionResult({
      abi,
      functionName: "nonces",
      args: [account, key],
      data: result,
    });
  }

  /** Why the account would refuse the change now; null: it would not. */
  findRefusal(account: Hex, signed: SignedSignersChange): Promise<Revert | null> {
    const gas = gasLimitFor(accountPurpose);
    return findRevert(this.#chain, { to: account, data: encode(signed), gas });
  }

  /** The network is moving to other contracts: `Unavailable` `chain.closing`. */
  async relay(account: Hex, signed: SignedSignersChange): Promise<{ readonly id: string }> {
    const id = await this.#transactor.transaction((tx) => this.relayIn(tx, account, signed));
    return { id: String(id) };
  }

  /** As {@link relay}, in the caller's transaction: journal last, and commit soon after. */
  async relayIn(tx: Transaction, account: Hex, signed: SignedSignersChange): Promise<bigint> {
    const contract = { address: account };
    const data = encode(signed);
    const { id } = await this.#journal.enqueue(tx, {
      ...{ role: "relay", contract, data, purpose: accountPurpose },
    });
    return id;
  }
}

const encode = ({
  added,
  removed,
  newThreshold,
  nonce,
  deadline,
  signature,
}: SignedSignersChange): Hex =>
  encodeFunctionData({
    abi,
    functionName: "changeSigners",
    args: [
      added,
      removed,
      BigInt(newThreshold),
      { nonce: BigInt(nonce), deadline: BigInt(deadline), signature },
    ],
  });
