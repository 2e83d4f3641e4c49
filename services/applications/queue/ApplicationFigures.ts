import { type AuthorityId, fromHex, type LocalizedText } from "@sello/sdk";
import type { Caller } from "../../http/Caller.ts";
import type { Clock } from "../../platform/Clock.ts";
import type { Queryable, Row } from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import { applicationLimits } from "../applicationLimits.ts";
import type { ServiceItems } from "../ServiceItems.ts";
import { requireOfficer } from "./requireOfficer.ts";

type Parts = {
  readonly database: Queryable;
  readonly items: ServiceItems;
  readonly clock: Clock;
};

type Counted = {
  readonly item: string;
  readonly received: number;
  readonly byRules: number;
  readonly byOfficers: number;
  readonly refused: number;
  readonly appeals: number;
  readonly overturned: number;
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
};
type Waiting = {
  readonly waiting: number;
  readonly overdue: number;
  readonly oldestAt: number | null;
};

/** How many applications an authority has, and how soon it decides. Counts alone: no account, and nothing of what they say. */
export class ApplicationFigures {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Over the last days, for the caller's authority. An API key is no person: `Forbidden` `application.officer`. */
  async view(caller: Caller) {
    requireOfficer(caller);
    const { items, clock } = this.#parts;
    const now = clock.nowMs() / 1_000;
    const since = Math.floor(now - applicationLimits.officeFiguresDays * limits.daySeconds);
    const [waiting, { counted, looked }] = await Promise.all([
      this.#waiting(caller.authority, now),
      this.#counted(caller.authority, since),
    ]);
    const named = counted.flatMap((one): (Counted & { readonly title: LocalizedText })[] => {
      const title = items.titleOf(one.item);
      return title === null ? [] : [{ ...one, title }];
    });
    const most = applicationLimits.officeFiguresLooked;
    return {
      since,
      ...waiting,
      items: named,
      atLeast: looked >= most || waiting.waiting >= most,
    };
  }

  async #waiting(authority: AuthorityId, now: number): Promise<Waiting> {
    const { rows } = await this.#parts.database.query<Row & Waiting>(
      `select count(*)::int as waiting, (count(*) filter (where due_at < to_timestamp($2)))::int as overdue,
         floor(extract(epoch from min(received_at)))::float8 as "oldestAt"
       from (
         select received_at, due_at from applications
         where authority_id = $1 and state = 'person' order by received_at limit $3) oldest`,
      [fromHex(authority), now, applicationLimits.officeFiguresLooked],
    );
    return rows[0] ?? { waiting: 0, overdue: 0, oldestAt: null };
  }

  /** Goes down two indexes for the newest that were received and that were decided, each to a limit. */
  async #counted(authority: AuthorityId, since: number) {
    const { rows } = await this.#parts.database.query<Row & Counted & { readonly looked: number }>(
      `with received as (
         select id from applications where authority_id = $1 and received_at >= to_timestamp($2)
         order by received_at desc limit $3),
       decided as (
         select id from applications where authority_id = $1 and decided_at >= to_timestamp($2)
         order by decided_at desc limit $3),
       recent as (
         select a.item, a.appeals, a.outcome, a.decided_by, r.id is not null as is_received,
           extract(epoch from a.decided_at - a.received_at)::float8 as took,
           d.id is not null as is_decided, first.outcome as before
         from (select id from received union select id from decided) either
         join applications a on a.id = either.id
         left join received r on r.id = a.id
         left join decided d on d.id = a.id
         left join applications first on first.id = a.appeals)
       select item,
         (count(*) filter (where is_received))::int as received,
         (count(*) filter (where is_decided and decided_by = 'rules'))::int as "byRules",
         (count(*) filter (where is_decided and decided_by <> 'rules'))::int as "byOfficers",
         (count(*) filter (where is_decided and outcome = 'refused'))::int as refused,
         (count(*) filter (where is_received and appeals is not null))::int as appeals,
         (count(*) filter (where is_decided and outcome <> before))::int as overturned,
         floor(percentile_cont(0.5) within group (order by took) filter (where is_decided)) as "medianSeconds",
         floor(percentile_cont(0.95) within group (order by took) filter (where is_decided)) as "p95Seconds",
         greatest((select count(*) from received), (select count(*) from decided))::int as looked
       from recent group by item order by received desc, item`,
      [fromHex(authority), since, applicationLimits.officeFiguresLooked],
    );
    const counted = rows.map(({ looked: _looked, ...one }): Counted => one);
    return { counted, looked: rows[0]?.looked ?? 0 };
  }
}
