import { type AuthorityId, toHex } from "@sello/sdk";
import type { DeploymentId } from "../ledger/deployment/Deployment.ts";
import type { ChainEvent } from "../ledger/Projection.ts";
import type { Queryable, Row, Transactor } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";

/** Where an event is on the chain. */
export type EventPosition = {
  readonly deployment: DeploymentId;
  readonly blockNumber: bigint;
  readonly logIndex: number;
};

/** An event of one of the registries that the network has had. */
export type PlacedEvent = ChainEvent & EventPosition;

/** How far the events of a deployment's registry were read. */
export type RegistryReached = { readonly deployment: DeploymentId; readonly block: bigint };

/** What was read, and how to go on from there. */
type RegistryEventsRead = {
  /** How far the indexers have read, registry by registry. */
  readonly reached: readonly RegistryReached[];
  /** Whether what was read before (`after`, `fingerprint`) still holds; if not, `events` is all of them. */
  readonly continued: boolean;
  readonly events: readonly PlacedEvent[];
  /** Names everything read so far; to be given at the next read. */
  readonly fingerprint: string;
};

/** The newest event that was read, and what names all up to it. */
type KnownEvents = { readonly after: EventPosition; readonly fingerprint: string };

const contract = "AuthorityRegistry";

/** After every event: the largest numbers that the columns hold. */
const latest = { deployment: 32_767, blockNumber: 9_223_372_036_854_775_807n };

type EventRow = Row & {
  deployment: DeploymentId;
  block_number: string;
  log_index: number;
  block_time: string;
  transaction_hash: Buffer;
  name: string;
  args: Record<string, unknown>;
};

/** What a registry does before it governs is not part of the history yet. */
const governing = "deployment not in (select id from deployments where state = 'preparing')";

/**
 * The events of the network's registries as the indexers recorded them, one registry after the other. Each read is of
 * one consistent state.
 */
export class PgRegistryEvents {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  /** A cheap mark that differs whenever the indexer moved. */
  async mark(): Promise<string> {
    const { rows } = await this.#database.query<{ mark: string }>(
      `select string_agg(deployment || ' ' || block_number || ' ' || encode(block_hash, 'hex'), ','
         order by deployment) as mark
       from chain_cursor where ${governing}`,
    );
    return rows[0]?.mark ?? "";
  }

  async read(known: KnownEvents | null): Promise<RegistryEventsRead> {
    const same = known && (await this.#readSame(known));
    return same ?? this.#readMore(known);
  }

  /** In one statement, because most blocks say nothing of a registry. Null: there is more, or something else. */
  async #readSame({ after, fingerprint }: KnownEvents): Promise<RegistryEventsRead | null> {
    type SameRow = {
      fingerprint: string | null;
      more: boolean;
      reached: [number, string][] | null;
    };
    const { rows } = await this.#database.query<SameRow>(
      `select (${selectFingerprint}) as fingerprint,
         exists (select from chain_events where contract = $1 and ${governing}
           and (deployment, block_number, log_index) > ($2, $3, $4)) as more,
         (select json_agg(json_build_array(deployment, block_number::text) order by deployment)
           from chain_cursor where ${governing}) as reached`,
      fingerprintParameters(after),
    );
    const [row] = rows;
    if (row === undefined || row.more || row.fingerprint !== fingerprint) return null;
    const reached = (row.reached ?? []).map(([deployment, block]) => ({
      deployment: deployment as DeploymentId,
      block: BigInt(block),
    }));
    return { reached, continued: true, events: [], fingerprint };
  }

  #readMore(known: KnownEvents | null): Promise<RegistryEventsRead> {
    return this.#database.transaction(async (tx) => {
      await tx.query("set transaction isolation level repeatable read, read only");
      const continued =
        known === null || (await fingerprint(tx, known.after)) === known.fingerprint;
      const events = await readEvents(tx, continued ? known?.after : undefined);
      const last = events.at(-1) ?? (continued ? known?.after : undefined);
      const { rows } = await tx.query<{ deployment: DeploymentId; block_number: string }>(
        `select deployment, block_number from chain_cursor where ${governing} order by deployment`,
      );
      return {
        reached: rows.map((row) => ({
          deployment: row.deployment,
          block: BigInt(row.block_number),
        })),
        continued,
        events,
        fingerprint: last ? await fingerprint(tx, last) : "",
      };
    });
  }

  /** What the registries said of one authority, newest first. @param before where the page before ended */
  async ofAuthority(
    authority: AuthorityId,
    before: EventPosition | null,
    limit: number,
  ): Promise<PlacedEvent[]> {
    const { rows } = await this.#database.query<EventRow>(
      `select deployment, block_number, log_index, block_time, transaction_hash, name, args
       from chain_events where contract = 'AuthorityRegistry' and args ->> 'authority' = $1 and ${governing}
         and (deployment, block_number, log_index) < ($2, $3, $4)
       order by deployment desc, block_number desc, log_index desc limit $5`,
      [
        authority,
        before?.deployment ?? latest.deployment,
        before?.blockNumber ?? latest.blockNumber,
        before?.logIndex ?? 0,
        limit,
      ],
    );
    return rows.map(toEvent);
  }

  /** What one registry said in blocks `from` to `to`, both included. */
  async between(deployment: DeploymentId, from: bigint, to: bigint): Promise<ChainEvent[]> {
    const { rows } = await this.#database.query<EventRow>(
      `select deployment, block_number, log_index, block_time, transaction_hash, name, args
       from chain_events where contract = $1 and deployment = $2 and block_number between $3 and $4
       order by block_number, log_index`,
      [contract, deployment, from, to],
    );
    return rows.map((row) => {
      const { deployment: _, ...event } = toEvent(row);
      return event;
    });
  }
}

/**
 * Of the events up to and including a position: differs if any was taken back or replaced. The newest tell: a
 * reorganisation that is followed is not deeper than they reach, and a city has more of older ones with every year.
 */
async function fingerprint(tx: Queryable, position: EventPosition): Promise<string> {
  const { rows } = await tx.query<{ fingerprint: string }>(
    selectFingerprint,
    fingerprintParameters(position),
  );
  return rows[0]?.fingerprint ?? "";
}

const selectFingerprint = `select md5(string_agg(
    deployment || '.' || block_number || '.' || log_index || '.' || block_time || '.'
      || encode(transaction_hash, 'hex'),
    ',' order by deployment, block_number, log_index)) as fingerprint
  from (
    select deployment, block_number, log_index, block_time, transaction_hash
    from chain_events where contract = $1 and ${governing}
      and (deployment, block_number, log_index) <= ($2, $3, $4)
    order by deployment desc, block_number desc, log_index desc limit $5) newest`;

const fingerprintParameters = ({ deployment, blockNumber, logIndex }: EventPosition) => [
  contract,
  deployment,
  blockNumber,
  logIndex,
  limits.registryFingerprintEvents,
];

async function readEvents(tx: Queryable, after: EventPosition | undefined): Promise<PlacedEvent[]> {
  const { rows } = await tx.query<EventRow>(
    `select deployment, block_number, log_index, block_time, transaction_hash, name, args
     from chain_events where contract = $1 and ${governing}
       and (deployment, block_number, log_index) > ($2, $3, $4)
     order by deployment, block_number, log_index`,
    [contract, after?.deployment ?? 0, after?.blockNumber ?? -1n, after?.logIndex ?? -1],
  );
  return rows.map(toEvent);
}

const toEvent = (row: EventRow): PlacedEvent => ({
  deployment: row.deployment,
  contract,
  name: row.name,
  args: row.args,
  blockNumber: BigInt(row.block_number),
  logIndex: row.log_index,
  blockTime: BigInt(row.block_time),
  transactionHash: toHex(row.transaction_hash),
});
