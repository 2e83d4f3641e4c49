import { fromHex, type Hex, toHex } from "@sello/sdk";
import { keccak256 } from "viem";
import type { Queryable, Transaction } from "../../platform/database/Transaction.ts";
import { Unavailable } from "../../platform/errors.ts";
import { firstChain, firstDeployment, type IndexedPlace } from "../deployment/Deployment.ts";
import { ChainError } from "../errors.ts";
import { fitsGasLimit, gasLimitFor, sealPurpose } from "../evm/gasLimits.ts";
import type { Journal, JournalledTransaction, JournalRequest, SenderRole } from "../Journal.ts";
import type { ChainDescription } from "../Ledger.ts";
import { ledgerLimits } from "../ledgerLimits.ts";
import { type SenderAccounts, toAddressBytes } from "./SenderAccount.ts";

export type PgJournalOptions = {
  readonly chainId: number;
  /** Where transactions go to; the first chain, for the first deployment, unless given. */
  readonly place?: IndexedPlace;
  readonly accounts: SenderAccounts;
  /** Null as long as the contracts are not deployed: nothing but deployments is journalled then. */
  readonly contracts: ChainDescription["contracts"] | null;
};

type Call = {
  readonly role: SenderRole;
  /** Null creates a contract. */
  readonly to: Hex | null;
  readonly data: Hex;
  readonly purpose: string;
};

/**
 * The journal in PostgreSQL. The account's row stays locked until the caller's transaction ends, which
 * keeps its nonces without gaps: journal last, and commit soon after.
 */
export class PgJournal implements Journal {
  readonly #options: PgJournalOptions;
  readonly #place: IndexedPlace;

  constructor(options: PgJournalOptions) {
    this.#options = options;
    this.#place = options.place ?? { id: firstDeployment, chain: firstChain };
  }

  async enqueue(tx: Transaction, request: JournalRequest): Promise<JournalledTransaction> {
    const { contract } = request;
    const to =
      typeof contract === "string" ? this.#options.contracts?.[contract] : contract.address;
    if (to === undefined) {
      throw new ChainError("chain.deployment_failed", "The contracts are not deployed yet.");
    }
    return this.#enqueue(tx, { ...request, to });
  }

  /** @returns also the address that the contract will have */
  async enqueueDeployment(
    tx: Transaction,
    request: { readonly role: SenderRole; readonly data: Hex; readonly purpose: string },
  ): Promise<JournalledTransaction & { readonly sender: Hex; readonly nonce: bigint }> {
    return this.#enqueue(tx, { ...request, to: null });
  }

  async #enqueue(tx: Transaction, call: Call) {
    const { data, purpose } = call;
    const gas = gasLimitFor(purpose);
    const bytes = (data.length - 2) / 2;
    if (bytes > ledgerLimits.callDataBytes || !fitsGasLimit(gas, bytes)) {
      throw new ChainError("chain.too_large", "Too much calldata for one transaction.", { bytes });
    }
    const account = this.#options.accounts[call.role];
    const nonce = await takeNonce(tx, { ...this.#place, ...call }, account.address);
    const raw = await account.signTransaction({
      type: "eip1559",
      chainId: this.#options.chainId,
      nonce: Number(nonce),
      gas,
      // Gas is free on the permissioned chain: a base fee above zero is a mistake in its genesis.
      maxFeePerGas: 0n,
      maxPriorityFeePerGas: 0n,
      ...(call.to === null ? {} : { to: call.to }),
      data,
    });
    const hash = keccak256(raw);
    const id = await insert(tx, {
      ...this.#place,
      sender: account.address,
      nonce,
      hash,
      raw,
      purpose,
    });
    return { id, hash, sender: account.address, nonce };
  }
}

const isSealing = (purpose: string): boolean => purpose.split(":")[0] === sealPurpose;

async function takeNonce(
  tx: Queryable,
  { id, chain, role, purpose, to }: IndexedPlace & Call,
  address: Hex,
): Promise<bigint> {
  // The row's lock decides between this and the closing of the deployment: what comes second sees the first.
  const { rows } = await tx.query<{ address: Buffer; nonce: string; closed: boolean }>(
    `update chain_senders set next_nonce = next_nonce + 1 where chain = $1 and role = $2
     returning address, next_nonce - 1 as nonce, closed_for is not distinct from $3 as closed`,
    [chain, role, id],
  );
  const row = rows[0];
  if (row?.closed && to !== null && !isSealing(purpose)) {
    throw new Unavailable("chain.closing", "The network is moving to its next contracts.");
  }
  if (row === undefined || toHex(row.address) !== address.toLowerCase()) {
    throw new ChainError("chain.sender_changed", "The role's account is another one.", {
      role,
      address,
      registered: row === undefined ? null : toHex(row.address),
    });
  }
  return BigInt(row.nonce);
}

async function insert(
  tx: Queryable,
  row: IndexedPlace & { sender: Hex; nonce: bigint; hash: Hex; raw: Hex; purpose: string },
): Promise<bigint> {
  // The notification reaches the sender when, and only if, the caller's transaction commits.
  const { rows } = await tx.query<{ id: string }>(
    `with inserted as (
       insert into chain_transactions (sender, nonce, hash, raw, purpose, chain, deployment)
       values ($1, $2, $3, $4, $5, $6, $7) returning id)
     select id, pg_notify('sello_journalled', '') from inserted`,
    [
      toAddressBytes(row.sender),
      row.nonce,
      fromHex(row.hash),
      fromHex(row.raw),
      row.purpose,
      row.chain,
      row.id,
    ],
  );
  return BigInt(rows[0]?.id ?? 0);
}
