import { fromHex, type Hex, toHex } from "@sello/sdk";
import type { ChainNumber } from "../../ledger/deployment/Deployment.ts";
import type { Queryable, Transaction } from "../../platform/database/Transaction.ts";
import type { AccountVerifiers } from "./AccountSigner.ts";

/** An account that was written down, with the transaction that makes it. */
export type OfficerAccount = {
  readonly request: string;
  /** Lowercase. Nothing is there as long as it is `sent`, and never if it `failed`. */
  readonly address: Hex;
  /** As the contract has them. */
  readonly signers: readonly Hex[];
  readonly threshold: number;
  readonly state: "sent" | "made" | "failed";
};

export type WrittenAccount = Omit<OfficerAccount, "state"> & { readonly transactionId: bigint };

export type WrittenVerifiers = AccountVerifiers & { readonly transactionIds: readonly bigint[] };

/** Verifiers, and whose transactions they wait for; none once both are there. */
export type FoundVerifiers = AccountVerifiers & { readonly waitingFor: readonly Hex[] };

type AccountRow = {
  request: string;
  address: Buffer;
  signers: Buffer[];
  threshold: number;
  state: "signed" | "mined" | "reverted";
};

const states = { signed: "sent", mined: "made", reverted: "failed" } as const;

/** Tables `account_verifiers` and `officer_accounts`, of one chain. */
export class PgOfficerAccounts {
  readonly #chain: ChainNumber;

  constructor(chain: ChainNumber) {
    this.#chain = chain;
  }

  /** Until the transaction ends, nobody else looks for verifiers or writes accounts down. */
  async lock(tx: Transaction): Promise<void> {
    await tx.query("lock table account_verifiers in share row exclusive mode");
  }

  /** Null where there are no accounts, or where making them failed. */
  async verifiers(db: Queryable): Promise<FoundVerifiers | null> {
    const { rows } = await db.query<{
      p256: Buffer;
      web_authn: Buffer;
      failed: boolean;
      waiting: Buffer[];
    }>(
      `select p256, web_authn,
         exists (select 1 from chain_transactions
           where id = any(transaction_ids) and state = 'reverted') as failed,
         array(select sender from chain_transactions
           where id = any(transaction_ids) and state = 'signed') as waiting
       from account_verifiers where chain = $1`,
      [this.#chain],
    );
    const row = rows[0];
    if (row === undefined || row.failed) return null;
    const waitingFor = row.waiting.map((sender) => toHex(sender));
    return { p256: toHex(row.p256), webAuthn: toHex(row.web_authn), waitingFor };
  }

  async putVerifiers(tx: Transaction, verifiers: WrittenVerifiers): Promise<void> {
    const { p256, webAuthn, transactionIds } = verifiers;
    await tx.query(
      `insert into account_verifiers (chain, p256, web_authn, transaction_ids) values ($1, $2, $3, $4)
       on conflict (chain) do update set p256 = excluded.p256, web_authn = excluded.web_authn,
         transaction_ids = excluded.transaction_ids`,
      [this.#chain, fromHex(p256), fromHex(webAuthn), transactionIds],
    );
  }

  async find(db: Queryable, request: string): Promise<OfficerAccount | null> {
    return (await this.findMany(db, [request])).get(request) ?? null;
  }

  /** What the account was made for; null: it was not made here. */
  async requestOf(db: Queryable, address: Hex): Promise<string | null> {
    const { rows } = await db.query<{ request: string }>(
      "select request from officer_accounts where chain = $1 and address = $2",
      [this.#chain, fromHex(address)],
    );
    return rows[0]?.request ?? null;
  }

  /** By their requests; without those that have no account. */
  async findMany(
    db: Queryable,
    requests: readonly string[],
  ): Promise<ReadonlyMap<string, OfficerAccount>> {
    const { rows } = await db.query<AccountRow>(
      `select a.request, a.address, a.signers, a.threshold, t.state
       from officer_accounts a join chain_transactions t on t.id = a.transaction_id
       where a.chain = $1 and a.request = any($2::text[])`,
      [this.#chain, requests],
    );
    return new Map(rows.map((row) => [row.request, toAccount(row)]));
  }

  async insert(tx: Transaction, account: WrittenAccount): Promise<void> {
    const { request, address, signers, threshold, transactionId } = account;
    await tx.query(
      `insert into officer_accounts (chain, request, address, signers, threshold, transaction_id)
       values ($1, $2, $3, $4, $5, $6)`,
      [this.#chain, request, fromHex(address), signers.map(fromHex), threshold, transactionId],
    );
  }
}

const toAccount = ({ address, signers, state, ...row }: AccountRow): OfficerAccount => ({
  ...row,
  address: toHex(address),
  signers: signers.map((signer) => toHex(signer)),
  state: states[state],
});
