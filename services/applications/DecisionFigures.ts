import { authorityIdFrom } from "@sello/sdk";
import type { Clock } from "../platform/Clock.ts";
import type { Queryable, Row } from "../platform/database/Transaction.ts";
import { KeptAnswer } from "../platform/KeptAnswer.ts";
import { limits } from "../platform/limits.ts";
import type { Registry } from "../registry/Registry.ts";
import { applicationLimits } from "./applicationLimits.ts";
import type { ServiceItems } from "./ServiceItems.ts";

type Parts = {
  readonly database: Queryable;
  readonly items: Pick<ServiceItems, "all">;
  readonly registry: Pick<Registry, "byId">;
  readonly clock: Clock;
};

type Counted = "decided" | "byRules" | "refused" | "appealed" | "overturned";
type CountRow = Row & Record<Counted, number> & { item: string; authority: Buffer };

/** What was decided in a year, by item and office: for everybody, so without numbers that would tell of single people. */
export class DecisionFigures {
  readonly #parts: Parts;
  readonly #kept: KeptAnswer<Awaited<ReturnType<DecisionFigures["count"]>>>;

  constructor(parts: Parts) {
    this.#parts = parts;
    const nowMs = () => parts.clock.nowMs();
    this.#kept = new KeptAnswer({
      ...{ ask: () => this.count(nowMs()), nowMs },
      keptMs: applicationLimits.publicFiguresKeptMs,
    });
  }

  /** As they were a few minutes ago, at most. */
  get(): ReturnType<DecisionFigures["count"]> {
    return this.#kept.get();
  }

  /** Counts now. Of erased accounts nothing is counted. */
  async count(nowMs: number) {
    const { database, items, registry } = this.#parts;
    const until = Math.floor(nowMs / 1_000);
    const since = until - applicationLimits.publicFiguresDays * limits.daySeconds;
    const { rows } = await database.query<CountRow>(
      `select a.item, a.authority_id as authority, count(*)::int as decided,
         (count(*) filter (where a.decided_by = 'rules'))::int as "byRules",
         (count(*) filter (where a.outcome = 'refused'))::int as refused,
         count(b.id)::int as appealed, (count(*) filter (where b.outcome = 'granted'))::int as overturned
       from applications a left join applications b on b.appeals = a.id and b.state <> 'withdrawn'
       where a.appeals is null and a.decided_at >= to_timestamp($1)
       group by a.item, a.authority_id order by a.item, decided desc limit $2`,
      [since, applicationLimits.publicFiguresListed],
    );
    const titles = new Map(items.all().map(({ item }) => [item.slug, item.title]));
    const figures = await Promise.all(
      rows.map(async ({ item, authority, ...counts }) => {
        const { slug, name } = await registry.byId(authorityIdFrom(authority));
        const title = titles.get(item);
        return title === undefined
          ? []
          : [{ item, title, office: { slug, name }, ...toTold(counts) }];
      }),
    );
    return { since, until, fewest: applicationLimits.publicFiguresFewest, figures: figures.flat() };
  }
}

/** Numbers of a few people are not told, zero included: what is left out would say who the only one is. */
function toTold(counts: Record<Counted, number>): Record<Counted, number | null> {
  const told = ([name, count]: [string, number]) =>
    [name, count < applicationLimits.publicFiguresFewest ? null : count] as const;
  return Object.fromEntries(Object.entries(counts).map(told)) as Record<Counted, number | null>;
}
