import { setTimeout as sleep } from "node:timers/promises";
import type { Hex } from "@sello/sdk";
import { type Abi, encodeDeployData, getContractAddress } from "viem";
import { ChainError } from "../../ledger/errors.ts";
import {
  erc7913P256VerifierBytecode,
  erc7913WebAuthnVerifierBytecode,
  officerAccountBytecode,
} from "../../ledger/evm/abi/accountBytecode.ts";
import { officerAccountAbi } from "../../ledger/evm/abi/officerAccountAbi.ts";
import type { EvmChain } from "../../ledger/evm/EvmChain.ts";
import type { PgJournal } from "../../ledger/journal/PgJournal.ts";
import type { Queryable, Transaction, Transactor } from "../../platform/database/Transaction.ts";
import { Conflict, Unavailable } from "../../platform/errors.ts";
import {
  type AccountSigner,
  type AccountVerifiers,
  encodeSigner,
  requireSigners,
} from "./AccountSigner.ts";
import type { OfficerAccount, PgOfficerAccounts } from "./PgOfficerAccounts.ts";

export type NewAccount = {
  /** What the account is made for, up to 100 characters, without personal data: there is one account for each request. */
  readonly request: string;
  readonly signers: readonly AccountSigner[];
  /** How many of them must sign. */
  readonly threshold: number;
};

export type OfficerAccountsOptions = {
  readonly database: Queryable & Transactor;
  readonly journal: Pick<PgJournal, "enqueueDeployment">;
  readonly chain: Pick<EvmChain, "codeAt">;
  readonly store: PgOfficerAccounts;
};

const pollMs = 20;

/**
 * Makes officers' accounts on the chain of the open deployment (`OfficerAccount`, docs/decisions/0146 and 0193). What
 * they are made with, and their addresses, are written down together with the signed transactions, before any is sent:
 * whatever is killed when, there is one account for one request.
 */
export class OfficerAccounts {
  readonly #options: OfficerAccountsOptions;

  constructor(options: OfficerAccountsOptions) {
    this.#options = options;
  }

  /**
   * The account's address, lowercase, once it is on the chain; asked again for the same request, it is the same one.
   * Errors as `write`; `ChainError` `chain.deployment_failed` if the chain refused it; not within `timeoutMs`:
   * `Unavailable` `officer_account.pending`. A sender or block maker must be running.
   */
  async make(account: NewAccount, timeoutMs: number): Promise<Hex> {
    const { database } = this.#options;
    const { address } = await database.transaction((tx) => this.write(tx, account));
    for (const deadline = performance.now() + timeoutMs; ; await sleep(pollMs)) {
      if (await this.isMade(account.request)) return address;
      if (performance.now() > deadline)
        throw new Unavailable("officer_account.pending", "The account is not in a block yet.");
    }
  }

  /**
   * Journals what makes the account, in the caller's transaction, unless that was done before. Journal last, and commit
   * soon after. Errors as `requireSigners`; `Conflict` `officer_account.request` if the request has an account with other
   * signers; `Unavailable` `chain.account_turnover`.
   */
  async write(tx: Transaction, account: NewAccount): Promise<OfficerAccount> {
    const { store } = this.#options;
    const { request, threshold } = account;
    requireSigners(account.signers, threshold);
    await store.lock(tx);
    const verifiers = await this.#verifiers(tx);
    const signers = account.signers.map((signer) => encodeSigner(signer, verifiers));
    const found = await store.find(tx, request);
    if (found !== null) return requireSame(found, { signers, threshold });
    const { address, id, sender } = await this.#create(
      tx,
      "OfficerAccount",
      toAccountData(verifiers, signers, threshold),
    );
    // Of two senders' transactions nobody knows which comes first, and without verifiers there is no account.
    if (verifiers.waitingFor.some((waiting) => waiting !== sender))
      throw new Unavailable(
        "chain.account_turnover",
        "The account that sends is changing. Try again in a moment.",
      );
    await store.insert(tx, { request, address, signers, threshold, transactionId: id });
    return { request, address, signers, threshold, state: "sent" };
  }

  /** What was written down for the request; null if nothing was. */
  find(request: string, db: Queryable = this.#options.database): Promise<OfficerAccount | null> {
    return this.#options.store.find(db, request);
  }

  /** What the account, lowercase, was made for; null: it was not made here. */
  requestOf(address: Hex): Promise<string | null> {
    return this.#options.store.requestOf(this.#options.database, address);
  }

  /** What was written down for each request; without those for which nothing was. */
  findMany(requests: readonly string[]): Promise<ReadonlyMap<string, OfficerAccount>> {
    return this.#options.store.findMany(this.#options.database, requests);
  }

  /** Whether the request's account is on the chain. Refused by the chain: `ChainError` `chain.deployment_failed`. */
  async isMade(request: string): Promise<boolean> {
    const found = await this.find(request);
    if (found === null || found.state === "sent") return false;
    const { address, state } = found;
    if (state === "failed")
      throw new ChainError("chain.deployment_failed", "The account was not made.", { address });
    // Another node than the one that gave the receipt may not have that block yet.
    return (await this.#options.chain.codeAt(address)) !== "0x";
  }

  /** Where the chain's verifiers are; null before its first account is asked for. */
  async verifiers(): Promise<AccountVerifiers | null> {
    const { store, database } = this.#options;
    return store.verifiers(database);
  }

  async #verifiers(tx: Transaction) {
    const { store } = this.#options;
    const found = await store.verifiers(tx);
    if (found !== null) return found;
    const p256 = await this.#create(tx, "P256Verifier", erc7913P256VerifierBytecode);
    const webAuthn = await this.#create(tx, "WebAuthnVerifier", erc7913WebAuthnVerifierBytecode);
    const addresses = { p256: p256.address, webAuthn: webAuthn.address };
    await store.putVerifiers(tx, { ...addresses, transactionIds: [p256.id, webAuthn.id] });
    return { ...addresses, waitingFor: [] };
  }

  async #create(tx: Transaction, name: string, data: Hex) {
    const { journal } = this.#options;
    const purpose = `deploy:${name}`;
    const written = await journal.enqueueDeployment(tx, { role: "relay", data, purpose });
    const address = getContractAddress({ from: written.sender, nonce: written.nonce });
    const sender = written.sender.toLowerCase();
    return { id: written.id, address: address.toLowerCase() as Hex, sender };
  }
}

const toAccountData = (
  { p256, webAuthn }: AccountVerifiers,
  signers: readonly Hex[],
  threshold: number,
): Hex =>
  encodeDeployData({
    abi: officerAccountAbi as Abi,
    bytecode: officerAccountBytecode,
    args: [p256, webAuthn, signers, BigInt(threshold)],
  });

function requireSame(
  found: OfficerAccount,
  { signers, threshold }: Pick<OfficerAccount, "signers" | "threshold">,
): OfficerAccount {
  if (found.threshold === threshold && found.signers.join() === signers.join()) return found;
  throw new Conflict(
    "officer_account.request",
    "This request has an account with other signers. Ask under another name.",
    { request: found.request, address: found.address },
  );
}
