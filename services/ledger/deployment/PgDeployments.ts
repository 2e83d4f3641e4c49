import { fromHex, type Hex, toHex } from "@sello/sdk";
import type { Queryable, Row } from "../../platform/database/Transaction.ts";
import type { ContractEdition, Interfaces } from "../evm/contractEditions.ts";
import type { ContractName } from "../Journal.ts";
import {
  type ChainNumber,
  type Deployment,
  type DeploymentId,
  firstChain,
  firstDeployment,
  type NetworkChain,
  type SealedEnd,
} from "./Deployment.ts";

/** A deployment whose contracts are on their way. */
export type WrittenDeployment = Pick<Deployment, "chain" | "contracts" | "origin" | "edition"> & {
  readonly interfaces: Interfaces;
  readonly firstBlock: bigint;
  readonly transactionIds: readonly bigint[];
};

const select = `
  select d.*, c.chain_id from deployments d join chains c on c.id = d.chain`;

/** Tells every process that the row of deployments changed, when the transaction commits. */
const notify = "select pg_notify('sello_deployments', '')";

/** As `PgDeployments.row`. */
export const nameRow = (deployments: readonly Deployment[]): string =>
  deployments.map(({ id, state, sealed }) => `${id} ${state} ${sealed?.at ?? ""}`).join();

/** The network's chains and deployments, in PostgreSQL. */
export class PgDeployments {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** In their order. */
  async all(db: Queryable = this.#database): Promise<readonly Deployment[]> {
    return (await db.query(`${select} order by d.id`)).rows.map(toDeployment);
  }

  /** Names the row as it is: it differs when another takes part, is open or is sealed. */
  async row(): Promise<string> {
    return nameRow(await this.all());
  }

  /** The one that takes what is new; null before the first. */
  async open(db: Queryable = this.#database): Promise<Deployment | null> {
    return this.#one(db, "state = 'open'");
  }

  /** The one that will be open next; null if none is prepared. */
  async preparing(db: Queryable = this.#database): Promise<Deployment | null> {
    return this.#one(db, "state = 'preparing'");
  }

  async #one(db: Queryable, where: string): Promise<Deployment | null> {
    const { rows } = await db.query(`${select} where ${where}`);
    return rows[0] ? toDeployment(rows[0]) : null;
  }

  async chains(db: Queryable = this.#database): Promise<readonly NetworkChain[]> {
    const { rows } = await db.query("select * from chains order by id");
    return rows.map((row) => ({
      number: row.id as number,
      chainId: Number(row.chain_id),
      embedded: row.embedded as boolean,
      hardfork: row.hardfork as string,
    }));
  }

  /** @returns the chain of this id, as it was written down first. */
  async settleChain(tx: Queryable, chain: Omit<NetworkChain, "number">): Promise<NetworkChain> {
    const { chainId, embedded, hardfork } = chain;
    await tx.query(
      `insert into chains (id, chain_id, embedded, hardfork)
       select coalesce(max(id), ${firstChain - 1}) + 1, $1, $2, $3 from chains
       on conflict (chain_id) do nothing`,
      [chainId, embedded, hardfork],
    );
    const known = (await this.chains(tx)).find((one) => one.chainId === chainId);
    if (known === undefined) throw new Error("a chain was not written down");
    return known;
  }

  /** Writes down the next deployment, in the transaction that journals its contracts. */
  async insert(
    tx: Queryable,
    written: WrittenDeployment,
    state: "preparing" | "open",
  ): Promise<DeploymentId> {
    const { contracts } = written;
    const { rows } = await tx.query(
      `insert into deployments (id, chain, edition, interfaces, registry, log, status_lists, origin,
         first_block, transaction_ids, state)
       select coalesce(max(id), ${firstDeployment - 1}) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
       from deployments returning id`,
      [
        written.chain,
        written.edition,
        JSON.stringify(written.interfaces),
        fromHex(contracts.AuthorityRegistry),
        fromHex(contracts.DocumentLog),
        fromHex(contracts.StatusLists),
        written.origin,
        written.firstBlock,
        written.transactionIds,
        state,
      ],
    );
    await tx.query(notify);
    return rows[0]?.id as number;
  }

  /** Ids of the transactions that deploy the contracts. */
  async transactionsOf(id: DeploymentId, db = this.#database): Promise<readonly bigint[]> {
    const { rows } = await db.query("select transaction_ids from deployments where id = $1", [id]);
    return ((rows[0]?.transaction_ids ?? []) as string[]).map(BigInt);
  }

  /** Notes when the contracts came to be; the first answer stays. */
  async noteOpened(id: DeploymentId): Promise<void> {
    await this.#database.query(
      `update deployments set opened_at = (select max(block_time) from chain_transactions
         where id = any(transaction_ids))
       where id = $1 and opened_at is null`,
      [id],
    );
  }

  /** Nothing more is journalled for the deployment, once this is committed, than what seals it. */
  async close(tx: Queryable, { id, chain }: Pick<Deployment, "id" | "chain">): Promise<void> {
    await tx.query("update chain_senders set closed_for = $1 where chain = $2", [id, chain]);
  }

  async isClosed({ id, chain }: Pick<Deployment, "id" | "chain">): Promise<boolean> {
    const { rows } = await this.#database.query(
      "select 1 from chain_senders where chain = $2 and closed_for = $1 limit 1",
      [id, chain],
    );
    return rows.length > 0;
  }

  async noteSealed(id: DeploymentId, { at, size, root }: SealedEnd): Promise<void> {
    await this.#database.query(
      "update deployments set sealed_at = $2, sealed_size = $3, sealed_root = $4 where id = $1",
      [id, at, size, root],
    );
  }

  /** The open one is sealed and the prepared one is open: in one transaction with what changes with it. */
  async switch(tx: Queryable, openedAt: number): Promise<void> {
    await tx.query("update deployments set state = 'sealed' where state = 'open'");
    await tx.query(
      "update deployments set state = 'open', opened_at = $1 where state = 'preparing'",
      [openedAt],
    );
    await tx.query(notify);
  }
}

const toAddress = (value: unknown): Hex => toHex(value as Buffer);

function toDeployment(row: Row): Deployment {
  const contracts: Record<ContractName, Hex> = {
    AuthorityRegistry: toAddress(row.registry),
    DocumentLog: toAddress(row.log),
    StatusLists: toAddress(row.status_lists),
  };
  return {
    id: row.id as number,
    chain: row.chain as ChainNumber,
    chainId: Number(row.chain_id),
    contracts,
    edition: row.edition as ContractEdition,
    origin: row.origin as string,
    firstBlock: BigInt(row.first_block as string),
    state: row.state as Deployment["state"],
    openedAt: row.opened_at === null ? null : Number(row.opened_at),
    sealed: row.sealed_at === null ? null : toEnd(row),
  };
}

const toEnd = (row: Row): SealedEnd => ({
  at: Number(row.sealed_at),
  size: Number(row.sealed_size),
  root: row.sealed_root as Buffer,
});
