import { fromHex } from "@sello/sdk";
import { predecessorType } from "../anchoring/predecessorEntry.ts";
import type { DeploymentId } from "../ledger/deployment/Deployment.ts";
import { type Clock, systemClock } from "../platform/Clock.ts";
import type { Queryable } from "../platform/database/Transaction.ts";
import { KeptAnswer } from "../platform/KeptAnswer.ts";
import { limits } from "../platform/limits.ts";

/** Counts that everyone may know. */
type Figures = {
  /** Copies of documents in the logs; at most 2^53 - 1, whatever counts others wrote. */
  readonly documents: number;
  /** Batches in the logs. */
  readonly logSize: number;
};

type Counted = Figures & { readonly root: Buffer | null };
type CountRow = { documents: string; entries: string; root: Buffer | null; before: Buffer | null };

const nothing: Counted = { documents: 0, logSize: 0, root: null };

// The root of the log is over all entries up to its own, so that it shows whether they are still the same. The entry
// by which a log continues another counts that one's entries, which are no documents.
const countFrom = `
  select coalesce(sum(count) filter (where document_type_id <> $3), 0) as documents, count(*) as entries,
    (select log_root from log_entries where deployment = $1 and index = $2::bigint - 1) as before,
    (select log_root from log_entries where deployment = $1 order by index desc limit 1) as root
  from log_entries where deployment = $1 and index >= $2::bigint`;

/**
 * Figures from the logs as the chain has them, counted at most once in `limits.figuresAgeMs`, and each time on from
 * where the last count ended: a log of many years is read once in the life of a process.
 */
export class PgPublicFigures {
  readonly #database: Queryable;
  /** By deployment. */
  #counted: ReadonlyMap<DeploymentId, Counted> = new Map();
  readonly #known: KeptAnswer<Figures>;

  constructor(database: Queryable, clock: Clock = systemClock) {
    this.#database = database;
    this.#known = new KeptAnswer({
      ...{ ask: () => this.#count(), nowMs: () => clock.nowMs() },
      keptMs: limits.figuresAgeMs,
    });
  }

  current(): Promise<Figures> {
    return this.#known.get();
  }

  async #count(): Promise<Figures> {
    const { rows } = await this.#database.query<{ deployment: DeploymentId }>(
      "select id as deployment from deployments union select 1 order by 1",
    );
    const counted = new Map<DeploymentId, Counted>();
    for (const { deployment } of rows) {
      const known = this.#counted.get(deployment) ?? nothing;
      const found =
        (await this.#countOn(deployment, known)) ?? (await this.#countOn(deployment, nothing));
      counted.set(deployment, found ?? nothing);
    }
    this.#counted = counted;
    const logs = [...counted.values()];
    return {
      documents: logs.reduce((sum, { documents }) => sum + documents, 0),
      logSize: logs.reduce((sum, { logSize }) => sum + logSize, 0),
    };
  }

  /** Null: what was counted is not what the log begins with any more. */
  async #countOn(
    deployment: DeploymentId,
    { documents, logSize, root }: Counted,
  ): Promise<Counted | null> {
    const values = [deployment, logSize, fromHex(predecessorType)];
    const { rows } = await this.#database.query<CountRow>(countFrom, values);
    const [row] = rows;
    if (row === undefined) return null;
    if (root !== null && (row.before === null || !root.equals(row.before))) return null;
    return {
      documents: Math.min(documents + Number(row.documents), Number.MAX_SAFE_INTEGER),
      logSize: logSize + Number(row.entries),
      root: row.root,
    };
  }
}
