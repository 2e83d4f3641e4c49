import { signatureTypes } from "@sello/sdk/log";
import { provenEntries, toQuorumValues, withQuorum } from "../anchoring/quorumSql.ts";
import type { WitnessQuorum } from "../anchoring/WitnessQuorum.ts";
import { type DeploymentId, firstDeployment } from "../ledger/deployment/Deployment.ts";
import type { Queryable, Row } from "../platform/database/Transaction.ts";
import type {
  AnchoredBatch,
  DeploymentFigures,
  KeyRenewalFigures,
} from "./metrics/DeploymentFigures.ts";

// Each part is a few reads of an index; none grows with the number of documents.
const logQuery = `
  with ${withQuorum}
  select l.entries, p.proven, c.size, n.cosignatures, n.post_quantum,
    extract(epoch from clock_timestamp() - c.signed_at)::float8 as checkpoint_age,
    extract(epoch from clock_timestamp())::float8 - (
      select anchored_at from log_entries where deployment = $5 and index = p.proven) as unproven_age
  from (select coalesce(max(index) + 1, 0) as entries from log_entries where deployment = $5) l
  cross join (select ${provenEntries} as proven) p
  left join (select size, signed_at from checkpoints where deployment = $5
    order by size desc limit 1) c on true
  left join lateral (
    select count(distinct witness) filter (where counts) as cosignatures,
      count(distinct witness) filter (where type = ${signatureTypes.cosignatureMlDsa44}) as post_quantum
    from checkpoint_cosignatures join named using (witness, key_id)
    where deployment = $5 and size = c.size) n on true`;

const statusQuery = `
  select count(*) filter (where state = 'requested') as requested,
    count(*) filter (where state = 'sent') as sent,
    extract(epoch from clock_timestamp() - min(requested_at))::float8 as age
  from (
    select state, requested_at from status_acts where state = 'requested'
    union all select state, requested_at from status_acts where state = 'sent') open`;

const importsQuery = `
  select coalesce(sum(rows_issued), 0) as issued, coalesce(sum(rows_existing), 0) as existing,
    coalesce(sum(rows_valid), 0) as valid, coalesce(sum(rows_rejected), 0) as rejected,
    count(*) filter (where state = 'receiving') as receiving,
    count(*) filter (where state = 'running') as running,
    count(*) filter (where state = 'paused') as paused
  from imports`;

const keyRenewalsQuery = `
  select case when settled_at is not null then 'done' when failed then 'failed' else 'pending' end as state,
    coalesce(error, '') as reason, count(*) as documents
  from key_renewals group by 1, 2 order by 1, 2`;

const trustListQuery = `
  select extract(epoch from valid_until - clock_timestamp())::float8 as seconds_left
  from trust_lists order by version desc limit 1`;

const batchesQuery = `
  select b.log_index, b.count,
    extract(epoch from b.closed_at - c.created_at)::float8 as waited,
    extract(epoch from b.anchored_seen_at - c.created_at)::float8 as anchoring
  from batches b join copies c on c.stream_id = b.stream_id and c.seq = b.first_seq
  where b.deployment = $3 and b.log_index >= $1 order by b.log_index limit $2`;

/** What operators watch, read from PostgreSQL. */
export class PgOperationalFigures {
  readonly #database: Queryable;
  readonly #deployment: DeploymentId;

  /** @param deployment whose log is watched */
  constructor(database: Queryable, deployment: DeploymentId = firstDeployment) {
    this.#database = database;
    this.#deployment = deployment;
  }

  /** @param witnesses what makes a checkpoint prove something; `shown` are all keys that are named now */
  async read(witnesses: WitnessQuorum): Promise<DeploymentFigures> {
    const row = async (text: string, values: unknown[] = []) =>
      (await this.#database.query(text, values)).rows[0] ?? {};
    const [log, status, imports, trustList, keyRenewals] = await Promise.all([
      row(logQuery, toQuorumValues(witnesses, this.#deployment)),
      row(statusQuery),
      row(importsQuery),
      row(trustListQuery),
      this.keyRenewals(),
    ]);
    return {
      ...toLogFigures(log),
      statusActs: {
        requested: Number(status.requested),
        sent: Number(status.sent),
        oldestOpenSeconds: toNumber(status.age),
      },
      ...toImportFigures(imports),
      keyRenewals,
      trustListSecondsLeft: toNumber(trustList.seconds_left),
    };
  }

  async keyRenewals(): Promise<KeyRenewalFigures> {
    const { rows } = await this.#database.query(keyRenewalsQuery);
    return rows.map(({ state, reason, documents }) => ({
      state: state as KeyRenewalFigures[number]["state"],
      reason: String(reason),
      documents: Number(documents),
    }));
  }

  /** This deployment's batches from a place in the log on, in its order; at most `limit`. */
  async anchoredFrom(logIndex: number, limit: number): Promise<readonly AnchoredBatch[]> {
    const { rows } = await this.#database.query(batchesQuery, [logIndex, limit, this.#deployment]);
    return rows.map((row) => ({
      logIndex: Number(row.log_index),
      documents: Number(row.count),
      waitedSeconds: Number(row.waited),
      anchoringSeconds: Number(row.anchoring),
    }));
  }
}

const toLogFigures = (row: Row) => ({
  logEntries: Number(row.entries),
  provenEntries: Number(row.proven),
  oldestUnprovenSeconds: row.unproven_age === null ? null : Math.max(0, Number(row.unproven_age)),
  checkpoint:
    row.size === null
      ? null
      : {
          size: Number(row.size),
          ageSeconds: Number(row.checkpoint_age),
          cosignatures: Number(row.cosignatures),
          postQuantumCosignatures: Number(row.post_quantum),
        },
});

const toImportFigures = (row: Row) => ({
  importRows: {
    issued: Number(row.issued),
    existing: Number(row.existing),
    valid: Number(row.valid),
    rejected: Number(row.rejected),
  },
  importsOpen: {
    receiving: Number(row.receiving),
    running: Number(row.running),
    paused: Number(row.paused),
  },
});

const toNumber = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);
