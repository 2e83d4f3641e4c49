import { type AuthorityId, authorityIdFrom, fromHex, type Hex } from "@sello/sdk";
import type { Queryable } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";

const seconds = (column: string) => `floor(extract(epoch from ${column}))::float8`;

/** A file, as the home page tells of it. Times are Unix seconds. */
export type HomeImport = {
  readonly id: string;
  readonly fileName: string;
  readonly state: string;
  readonly dryRun: boolean;
  readonly rejected: number;
  /** Whether its rows are still kept. */
  readonly held: boolean;
  readonly finishedAt: number | null;
  readonly createdAt: number;
};
export type HomeBulkAct = {
  readonly id: string;
  readonly action: string;
  readonly state: string;
  readonly createdAt: number;
  readonly finishedAt: number | null;
};
export type HomeTerm = { readonly id: string; readonly label: string; readonly at: number };
export type HomeDraft = {
  readonly id: string;
  readonly name: string;
  readonly title: { readonly zh: string; readonly es: string; readonly en: string };
  readonly changedAt: number;
  /** `review`: it waits for approval. */
  readonly state: "review" | "returned";
  readonly authority: AuthorityId;
};
/** Copies of a type that have been waiting for the log for too long, and since when the first of them. */
export type HomeOverdue = {
  readonly type: string;
  readonly copies: number;
  readonly since: number;
};
/** A document of somebody of whom the register noted something. */
export type HomeLifeTask = {
  readonly id: string;
  readonly kind: string;
  readonly type: string;
  readonly at: number;
};
/** An application that waits for an officer. */
export type HomeApplication = {
  readonly id: string;
  readonly item: string;
  readonly receivedAt: number;
  readonly dueAt: number;
};
export type HomeApplications = {
  readonly overdue: number;
  readonly inTime: number;
  /** Oldest first. */
  readonly oldest: readonly HomeApplication[];
};
export type HomeActs = Readonly<Record<"suspend" | "reinstate" | "revoke", number>>;

/**
 * What the tables say of an authority's work. Each statement goes down indexes for some rows: none looks through documents,
 * copies, acts or events.
 */
export class PgHome {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** The newest. */
  async imports(authority: AuthorityId): Promise<readonly HomeImport[]> {
    const { rows } = await this.#database.query<HomeImport>(
      `select id, file_name as "fileName", state, dry_run as "dryRun", rows_rejected::float8 as rejected,
         wrapped_key is not null as held, ${seconds("finished_at")} as "finishedAt",
         ${seconds("created_at")} as "createdAt"
       from imports where authority_id = $1 order by created_at desc, id desc limit $2`,
      [fromHex(authority), limits.homeLooked],
    );
    return rows;
  }

  /** The newest. */
  async bulkActs(authority: AuthorityId): Promise<readonly HomeBulkAct[]> {
    const { rows } = await this.#database.query<HomeBulkAct>(
      `select id, action, state, ${seconds("created_at")} as "createdAt", ${seconds("finished_at")} as "finishedAt"
       from bulk_acts where authority_id = $1 order by created_at desc, id limit $2`,
      [fromHex(authority), limits.homeLooked],
    );
    return rows;
  }

  /** API keys that are good and end soon, the first to end first. */
  async keysEnding(authority: AuthorityId): Promise<readonly HomeTerm[]> {
    const { rows } = await this.#database.query<HomeTerm>(
      `select id, label, ${seconds("expires_at")} as at from api_keys
       where authority_id = $1 and revoked_at is null
         and expires_at between now() and now() + make_interval(days => ${limits.homeSoonDays})
       order by expires_at, id limit $2`,
      [fromHex(authority), limits.homeLooked],
    );
    return rows;
  }

  /** Webhooks that were switched off because nothing could be delivered; since about when. */
  async hooksOff(authority: AuthorityId): Promise<readonly HomeTerm[]> {
    const { rows } = await this.#database.query<HomeTerm>(
      `select id, label, ${seconds("coalesce(delivered_at, created_at)")} as at from webhooks
       where authority_id = $1 and state = 'off' and off_reason <> 'by_hand' order by created_at, id`,
      [fromHex(authority)],
    );
    return rows;
  }

  /**
   * Drafts of these authorities that wait for this officer: not approved by them yet, or sent back after they had written
   * something of it.
   */
  async drafts(authorities: readonly AuthorityId[], account: Hex): Promise<readonly HomeDraft[]> {
    type Row = Omit<HomeDraft, "authority"> & { authority: Buffer };
    const { rows } = await this.#database.query<Row>(
      `select d.id, d.design ->> 'name' as name, d.design -> 'title' as title, d.authority_id as authority,
         ${seconds("d.changed_at")} as "changedAt", case d.state when 'review' then 'review' else 'returned' end as state
       from document_type_drafts d
       where d.authority_id = any($1::bytea[]) and (
         (d.state = 'review' and not exists (
           select from document_type_approvals where draft_id = d.id and account = $2))
         or (d.state = 'draft'
           and (select step from document_type_steps where draft_id = d.id order by number desc limit 1) = 'returned'
           and exists (select from document_type_steps
             where draft_id = d.id and account = $2 and step in ('created', 'changed', 'asked'))))
       order by d.changed_at desc, d.id limit $3`,
      [authorities.map(fromHex), fromHex(account), limits.homeLooked],
    );
    return rows.map((row) => ({ ...row, authority: authorityIdFrom(row.authority) }));
  }

  /**
   * Documents on which the office has to decide because of what the register noted of a person: until they are replaced, or
   * somebody acts on their status. The oldest first.
   */
  async personsChanged(authority: AuthorityId): Promise<readonly HomeLifeTask[]> {
    const { rows } = await this.#database.query<HomeLifeTask>(
      `select t.document_id as id, e.kind, s.document_type as type, ${seconds("t.at")} as at
       from (
         select event, document_id, at from life_event_tasks
         where authority_id = $1 order by at limit $2) t
       join life_events e on e.id = t.event
       join documents d on d.id = t.document_id
       join streams s on s.id = d.stream_id
       where d.replaced_by is null and not exists (
         select from status_acts a
         where a.document_id = t.document_id and a.state <> 'refused' and a.requested_at > t.at)
       order by t.at, t.document_id`,
      [fromHex(authority), limits.homeLooked],
    );
    return rows;
  }

  /** Of very many that wait for an officer, the oldest. */
  async applications(authority: AuthorityId, now: number): Promise<HomeApplications> {
    type Row = HomeApplication & { readonly late: number; readonly waiting: number };
    const { rows } = await this.#database.query<Row>(
      `select id, item, ${seconds("received_at")} as "receivedAt", ${seconds("due_at")} as "dueAt",
         (count(*) filter (where due_at < to_timestamp($2)) over ())::int as late,
         (count(*) over ())::int as waiting
       from (
         select id, item, received_at, due_at from applications
         where authority_id = $1 and state = 'person' order by received_at, id limit $3) oldest
       order by received_at, id limit $4`,
      [fromHex(authority), now, limits.homeCounted, limits.homeLooked],
    );
    const { late = 0, waiting = 0 } = rows[0] ?? {};
    return { overdue: late, inTime: waiting - late, oldest: rows };
  }

  /** By type. Numbers between two that wait may be in the log already: they are counted as well. */
  async overdue(authority: AuthorityId): Promise<readonly HomeOverdue[]> {
    const { rows } = await this.#database.query<HomeOverdue>(
      `select s.document_type as type, sum(old.upto - waiting.low)::float8 as copies,
         min(${seconds("(select created_at from copies where stream_id = s.id and seq = waiting.low)")}) as since
       from streams s
       cross join lateral (
         select coalesce(
           (select min(first_seq) from batches where stream_id = s.id and state <> 'anchored'),
           (select first_seq + count from batches where stream_id = s.id order by first_seq desc limit 1),
           0) as low
       ) waiting
       cross join lateral (
         select case when waiting.low < s.next_seq
           then first_seq_from(s.id, now() - make_interval(mins => ${limits.homeOverdueMinutes}))
           else 0 end as upto
       ) old
       where s.authority_id = $1 and waiting.low < old.upto
       group by s.document_type order by 3`,
      [fromHex(authority)],
    );
    return rows;
  }

  /** Copies that were issued since. */
  async issuedSince(authority: AuthorityId, since: number): Promise<number> {
    const { rows } = await this.#database.query<{ issued: number }>(
      `select coalesce(sum(next_seq - first_seq_from(id, to_timestamp($2))), 0)::float8 as issued
       from streams where authority_id = $1`,
      [fromHex(authority), since],
    );
    return rows[0]?.issued ?? 0;
  }

  /** What was asked of documents since, for this authority; of very many the newest. */
  async actsSince(authority: AuthorityId, since: number): Promise<HomeActs> {
    const { rows } = await this.#database.query<{ action: keyof HomeActs; n: number }>(
      `select action, count(*)::int as n from (
         select action from status_acts
         where acting_authority = $1 and mandate is null and requested_at >= to_timestamp($2) and state <> 'refused'
         order by requested_at desc limit $3
       ) newest group by action`,
      [fromHex(authority), since, limits.homeCounted],
    );
    const of = (action: keyof HomeActs) => rows.find((row) => row.action === action)?.n ?? 0;
    return { suspend: of("suspend"), reinstate: of("reinstate"), revoke: of("revoke") };
  }
}
