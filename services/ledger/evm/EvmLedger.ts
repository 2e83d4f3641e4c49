import type { Queryable } from "../../platform/database/Transaction.ts";
import { type DeploymentId, firstDeployment } from "../deployment/Deployment.ts";
import { Contradictions } from "../journal/Contradictions.ts";
import type { ChainDescription, Ledger, LedgerHealth } from "../Ledger.ts";
import type { EvmChain } from "./EvmChain.ts";

export type EvmLedgerOptions = {
  readonly database: Queryable;
  readonly chain: EvmChain;
  readonly description: ChainDescription;
  /** Which of the network's deployments; the first unless given. */
  readonly deployment?: DeploymentId;
};

/** How chain, journal and indexer are doing, as far as any process can see it. */
export class EvmLedger implements Ledger {
  readonly description: ChainDescription;
  readonly #deployment: DeploymentId;
  readonly #database: Queryable;
  readonly #chain: EvmChain;
  readonly #contradictions: Contradictions;

  constructor(options: EvmLedgerOptions) {
    this.description = options.description;
    this.#deployment = options.deployment ?? firstDeployment;
    this.#database = options.database;
    this.#chain = options.chain;
    this.#contradictions = new Contradictions(options.database);
  }

  /** Throws `Unavailable` only if the database does not answer. */
  async health(): Promise<LedgerHealth> {
    const blockNumber = await this.#chain.blockNumber().catch(() => null);
    const { rows } = await this.#database.query<{ cursor: string | null; age: number | null }>(
      `select (select block_number from chain_cursor where deployment = $1) as cursor,
         (select (extract(epoch from now() - created_at) * 1000)::float8
          from chain_transactions where chain = $2 and state = 'signed' order by id limit 1) as age`,
      [this.#deployment, this.#chain.number],
    );
    const cursor = rows[0]?.cursor ?? null;
    const age = rows[0]?.age ?? null;
    return {
      reachable: blockNumber !== null,
      blockNumber,
      indexerLagBlocks:
        blockNumber === null || cursor === null ? null : lagOf(blockNumber, BigInt(cursor)),
      oldestUnminedMs: age === null ? null : Math.max(0, Math.round(age)),
      contradiction: await this.#contradictions.current(),
    };
  }
}

/** A chain behind the indexer is no lag of the indexer's. */
const lagOf = (head: bigint, cursor: bigint): bigint => (head > cursor ? head - cursor : 0n);
