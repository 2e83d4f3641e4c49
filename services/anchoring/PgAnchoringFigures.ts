import { authorityIdFrom, documentTypeIdFrom } from "@sello/sdk";
import { type DeploymentId, firstDeployment } from "../ledger/deployment/Deployment.ts";
import type { Queryable, Row } from "../platform/database/Transaction.ts";
import { provenEntries, toQuorumValues, withQuorum } from "./quorumSql.ts";
import type { StreamFigures } from "./StreamFigures.ts";
import type { WitnessQuorum } from "./WitnessQuorum.ts";

const streamsQuery = `
  select s.authority_id, s.document_type_id, s.next_seq as issued, s.next_seq - b.seq as waiting,
    o.under_way, o.refused, b.seq - o.under_way - o.refused as anchored,
    extract(epoch from clock_timestamp() - c.created_at) * 1000 as oldest_age_ms
  from streams s
  cross join lateral (select coalesce(
    (select first_seq + count from batches
     where stream_id = s.id order by first_seq desc limit 1), 0) as seq) b
  cross join lateral (
    select coalesce(sum(count) filter (where state = 'closed'), 0) as under_way,
      coalesce(sum(count) filter (where state = 'refused'), 0) as refused,
      coalesce(min(first_seq), b.seq) as oldest_seq
    from batches where stream_id = s.id and state <> 'anchored') o
  left join copies c on c.stream_id = s.id and c.seq = o.oldest_seq
  order by s.id`;

const unprovenQuery = `
  with ${withQuorum}
  select (extract(epoch from clock_timestamp())::float8 - anchored_at) * 1000 as age_ms
  from log_entries where deployment = $5 and index = ${provenEntries}`;

// Each row is one contradiction in words. They cannot be seen while work is under way, because what
// must agree is written in one transaction.
const contradictionsQuery = `
  select 'batch ' || b.id || ': transaction ' || t.id || ' is mined in block ' || t.block_number
    || ', which was read, but no event names the batch' as words
  from batches b join chain_transactions t on t.id = b.transaction_id
  where b.deployment = $1 and b.state <> 'anchored' and t.state = 'mined'
    and t.block_number <= (select block_number from chain_cursor where deployment = $1)
  union all
  select 'batch ' || b.id || ': transaction ' || t.id || ' was reverted, but the batch still waits'
  from batches b join chain_transactions t on t.id = b.transaction_id
  where b.deployment = $1 and b.state <> 'anchored' and b.state = 'closed' and t.state = 'reverted'
  union all
  select 'checkpoint of size ' || c.size || ': the log does not have the root that was signed'
  from (select size, root from checkpoints where deployment = $1 order by size desc limit 1) c
  left join log_entries e on e.deployment = $1 and e.index = c.size - 1
  where e.log_root is distinct from c.root
  union all
  select 'stream ' || s.id || ': copy ' || b.seq || ' is counted but not stored'
  from streams s
  cross join lateral (select coalesce(
    (select first_seq + count from batches
     where stream_id = s.id order by first_seq desc limit 1), 0) as seq) b
  left join copies c on c.stream_id = s.id and c.seq = b.seq
  where s.next_seq > b.seq and c.seq is null`;

/** Counts and contradictions of anchoring, read from PostgreSQL. */
export class PgAnchoringFigures {
  readonly #database: Queryable;
  readonly #deployment: DeploymentId;

  constructor(database: Queryable, deployment: DeploymentId = firstDeployment) {
    this.#database = database;
    this.#deployment = deployment;
  }

  async streams(): Promise<readonly StreamFigures[]> {
    return (await this.#database.query(streamsQuery)).rows.map(toFigures);
  }

  /** Age of the oldest entry that no checkpoint with the quorum covers; null without one. */
  async unprovenMs(quorum: WitnessQuorum): Promise<number | null> {
    const { rows } = await this.#database.query(
      unprovenQuery,
      toQuorumValues(quorum, this.#deployment),
    );
    // The chain's clock may be a moment ahead.
    return rows[0] ? Math.max(0, Number(rows[0].age_ms)) : null;
  }

  /** What must agree and does not, in words: what and where. Empty when all is well. */
  async contradictions(): Promise<readonly string[]> {
    const { rows } = await this.#database.query(contradictionsQuery, [this.#deployment]);
    return rows.map(({ words }) => words as string);
  }
}

const toFigures = (row: Row): StreamFigures => ({
  authority: authorityIdFrom(row.authority_id as Buffer),
  documentType: documentTypeIdFrom(row.document_type_id as Buffer),
  issued: Number(row.issued),
  waiting: Number(row.waiting),
  underWay: Number(row.under_way),
  refused: Number(row.refused),
  anchored: Number(row.anchored),
  oldestAgeMs: row.oldest_age_ms === null ? null : Number(row.oldest_age_ms),
});
