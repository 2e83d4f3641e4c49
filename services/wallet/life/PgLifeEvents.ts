import type { LifeEventKind, NewLifeEvent } from "@sello/api";
import { type AuthorityId, authorityIdFrom, type DocumentId, fromHex } from "@sello/sdk";
import { deskLimits } from "../../accounts/residents/deskLimits.ts";
import type { ResidentSecrets } from "../../accounts/residents/ResidentSecrets.ts";
import type { Queryable, Row, Transaction } from "../../platform/database/Transaction.ts";

/** How many documents became what. */
export type LifeCounts = {
  readonly replaced: number;
  readonly revoked: number;
  readonly suspended: number;
  readonly left: number;
};

/** Times are unix seconds. */
export type LifeEvent = LifeCounts & {
  readonly id: string;
  readonly kind: LifeEventKind;
  readonly state: "open" | "done";
  readonly recordedAt: number;
  readonly doneAt: number | null;
};

/** One that is to be carried out, with what was sent. */
export type OpenLifeEvent = {
  readonly id: string;
  readonly authority: AuthorityId;
  readonly actor: string;
  readonly asked: NewLifeEvent;
};

const seconds = (column: string): string => `floor(extract(epoch from ${column}))::float8`;
const columns = `id, kind, state, ${seconds("recorded_at")} as "recordedAt", ${seconds("done_at")} as "doneAt",
  replaced, revoked, suspended,
  (select count(*)::int from life_event_tasks where event = life_events.id) as left`;

const placeOf = (id: string): string => `life event ${id}`;

/** Tables `life_events` and `life_event_tasks`. Whom an event is about is sealed, and deleted once it is carried out. */
export class PgLifeEvents {
  readonly #database: Queryable;
  readonly #secrets: ResidentSecrets;

  constructor(database: Queryable, secrets: ResidentSecrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  /** The event of this request. `isNew`: it was not there; `isSame`: what was sent is the same. */
  async insert(
    tx: Transaction,
    event: OpenLifeEvent & { readonly key: string; readonly recordedAt: number },
  ): Promise<{ readonly event: LifeEvent; readonly isNew: boolean; readonly isSame: boolean }> {
    const { id, authority, actor, asked, key, recordedAt } = event;
    const text = JSON.stringify(asked);
    const digest = await this.#secrets.digest("life-event", text);
    const { rowCount } = await tx.query(
      `insert into life_events
         (id, authority_id, actor, kind, request_key, digest, sealed, recorded_at, next_at)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8), to_timestamp($8))
       on conflict (authority_id, request_key) do nothing`,
      [
        ...[id, fromHex(authority), actor, asked.kind, key, digest],
        ...[await this.#secrets.seal(placeOf(id), text), recordedAt],
      ],
    );
    const { rows } = await tx.query<Row & LifeEvent & { digest: Buffer }>(
      `select ${columns}, digest from life_events where authority_id = $1 and request_key = $2`,
      [fromHex(authority), key],
    );
    if (!rows[0]) throw new TypeError("an event that was inserted is not there");
    const { digest: kept, ...found } = rows[0];
    return { event: found, isNew: rowCount === 1, isSame: kept.equals(digest) };
  }

  /** The newest. */
  async ofAuthority(authority: AuthorityId): Promise<readonly LifeEvent[]> {
    const { rows } = await this.#database.query<Row & LifeEvent>(
      `select ${columns} from life_events where authority_id = $1
       order by recorded_at desc, id limit $2`,
      [fromHex(authority), deskLimits.lifeEventsShown],
    );
    return rows;
  }

  /** One that is due; who is killed with it leaves it to the next after a while. */
  async takeDue(now: number): Promise<OpenLifeEvent | null> {
    type DueRow = Row & { id: string; authority: Buffer; actor: string; sealed: Buffer };
    const { rows } = await this.#database.query<DueRow>(
      `update life_events set next_at = to_timestamp($1 + $2)
       where id = (
         select id from life_events where state = 'open' and next_at <= to_timestamp($1)
         order by next_at limit 1 for update skip locked)
       returning id, authority_id as authority, actor, sealed`,
      [now, deskLimits.lifeEventLeaseSeconds],
    );
    if (!rows[0]) return null;
    const { id, authority, actor, sealed } = rows[0];
    const asked = JSON.parse(await this.#secrets.open(placeOf(id), sealed)) as NewLifeEvent;
    return { id, authority: authorityIdFrom(authority), actor, asked };
  }

  /** What its office has to decide on. Noted before, nothing happens. */
  async addTask(id: string, document: DocumentId, authority: AuthorityId): Promise<void> {
    await this.#database.query(
      `insert into life_event_tasks (event, document_id, authority_id) values ($1, $2, $3)
       on conflict do nothing`,
      [id, document, fromHex(authority)],
    );
  }

  /** Adds to what became of documents. */
  async count(id: string, what: "replaced" | "revoked" | "suspended", more: number): Promise<void> {
    await this.#database.query(`update life_events set ${what} = ${what} + $2 where id = $1`, [
      id,
      more,
    ]);
  }

  /** False: another has finished it. */
  async finish(tx: Transaction, id: string, now: number): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update life_events set state = 'done', sealed = null, done_at = to_timestamp($2)
       where id = $1 and state = 'open'`,
      [id, now],
    );
    return rowCount === 1;
  }

  async forget(now: number): Promise<void> {
    await this.#database.query(
      "delete from life_events where state = 'done' and done_at < to_timestamp($1)",
      [now - deskLimits.lifeEventKeptSeconds],
    );
  }
}
