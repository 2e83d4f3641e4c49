import { toHex } from "@sello/sdk";
import type { Deployment, DeploymentId, SealedEnd } from "../../ledger/deployment/Deployment.ts";
import type { ContractName } from "../../ledger/Journal.ts";
import type { ChainEvent } from "../../ledger/Projection.ts";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import type { ListHead } from "./takeOverPieces.ts";

/** Where an event is, and when. */
export type EventSeen = {
  readonly blockNumber: bigint;
  readonly blockTime: number;
  readonly args: Row;
};

/** What the steps of a migration read of journal, events and batches, and the one thing that they change there. */
export class PgMigration {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Whether nothing of the deployment is on its way, and its indexer has read all that came of it. */
  async isQuiet(deployment: DeploymentId): Promise<boolean> {
    const { rows } = await this.#database.query<{ quiet: boolean }>(
      `select not exists (
         select 1 from chain_transactions where deployment = $1 and state = 'signed')
       and coalesce((select max(block_number) from chain_transactions where deployment = $1), 0)
         <= coalesce((select block_number from chain_cursor where deployment = $1), -1) as quiet`,
      [deployment],
    );
    return rows[0]?.quiet === true;
  }

  /** The newest event of this name, as the indexer has read it. */
  async event(
    deployment: DeploymentId,
    contract: ContractName,
    name: string,
  ): Promise<EventSeen | null> {
    const { rows } = await this.#database.query(
      `select block_number, block_time, args from chain_events
       where contract = $2 and deployment = $1 and name = $3
       order by block_number desc, log_index desc limit 1`,
      [deployment, contract, name],
    );
    const [row] = rows;
    return row === undefined
      ? null
      : {
          blockNumber: BigInt(row.block_number as string),
          blockTime: Number(row.block_time),
          args: row.args as Row,
        };
  }

  /** Events of the registries up to and including this deployment's, in their order. */
  async registryEvents(upTo: DeploymentId): Promise<readonly ChainEvent[]> {
    const { rows } = await this.#database.query(
      `select * from chain_events where contract = 'AuthorityRegistry' and deployment <= $1
       order by deployment, block_number, log_index`,
      [upTo],
    );
    return rows.map((row) => ({
      contract: "AuthorityRegistry",
      name: row.name as string,
      args: row.args as Row,
      blockNumber: BigInt(row.block_number as string),
      logIndex: row.log_index as number,
      blockTime: BigInt(row.block_time as string),
      transactionHash: toHex(row.transaction_hash as Buffer),
    }));
  }

  /** The last head of each status list, in an order that stays. */
  async listHeads(upTo: DeploymentId): Promise<readonly ListHead[]> {
    const { rows } = await this.#database.query(
      `select distinct on (authority_id, list) authority_id, list, head from status_heads
       where deployment <= $1
       order by authority_id, list, deployment desc, block_number desc, log_index desc`,
      [upTo],
    );
    return rows.map((row) => ({
      owner: toHex(row.authority_id as Buffer),
      list: BigInt(row.list as number),
      head: toHex(row.head as Buffer),
    }));
  }

  /** How many transactions of this purpose were journalled for the deployment, but for those that were undone. */
  async journalled(deployment: DeploymentId, purpose: string): Promise<number> {
    const { rows } = await this.#database.query<{ n: number }>(
      `select count(*)::int as n from chain_transactions
       where deployment = $1 and purpose = $2 and state <> 'reverted'`,
      [deployment, purpose],
    );
    return rows[0]?.n ?? 0;
  }

  /** The log as the indexer has read it. */
  async logEnd(deployment: DeploymentId): Promise<{ size: number; root: Uint8Array } | null> {
    const { rows } = await this.#database.query(
      "select index, log_root from log_entries where deployment = $1 order by index desc limit 1",
      [deployment],
    );
    const [row] = rows;
    return row === undefined ? null : { size: Number(row.index) + 1, root: row.log_root as Buffer };
  }

  /**
   * What the old log refused, or what was closed for it and never sent, is for the new one. The old log is sealed and read
   * to its end, so none of it is in there.
   */
  async moveBatches(tx: Queryable, from: Deployment, to: DeploymentId): Promise<number> {
    const { rowCount } = await tx.query(
      `update batches set deployment = $2, state = 'refused', error = null,
         refused_at = now() - interval '1 day'
       where deployment = $1 and state <> 'anchored'`,
      [from.id, to],
    );
    // Nobody follows the old chain any more, which may be another from now on.
    await tx.query("delete from chain_seen_blocks where deployment = $1", [from.id]);
    return rowCount;
  }
}

export const toEnd = (
  event: EventSeen,
  log: { readonly size: number; readonly root: Uint8Array },
): SealedEnd => ({ at: event.blockTime, size: log.size, root: log.root });
