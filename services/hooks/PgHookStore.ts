import { type AuthorityId, authorityIdFrom, fromHex } from "@sello/sdk";
import type { Queryable, Row, Transaction, Transactor } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";
import type { Delivery, DueDelivery, Hook } from "./Hook.ts";

/** A message for one webhook. */
export type NewDelivery = {
  readonly id: string;
  readonly hook: string;
  readonly kind: string;
  readonly payload: object;
};

type HookRow = Row & Omit<Hook, "authority"> & { authority: Buffer };

const hookColumns = `w.id, w.authority_id as authority, w.label, w.url, w.events, w.state, w.off_reason as "offReason",
  floor(extract(epoch from w.created_at))::float8 as "createdAt",
  floor(extract(epoch from w.delivered_at))::float8 as "deliveredAt",
  (select count(*)::int from webhook_deliveries d where d.webhook_id = w.id and d.state = 'waiting') as waiting`;

const deliveryColumns = `id, kind as event, payload, state, attempts, status, error,
  floor(extract(epoch from created_at))::float8 as "createdAt",
  floor(extract(epoch from tried_at))::float8 as "triedAt",
  case when state = 'waiting' then ceil(extract(epoch from next_at))::float8 end as "nextAt"`;

const toHook = (row: HookRow): Hook => ({ ...row, authority: authorityIdFrom(row.authority) });

/** Tables `webhooks` and `webhook_deliveries`. */
export class PgHookStore implements Transactor {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** @returns false when the authority has as many as it may have; those of verifiers do not count */
  async insert(
    tx: Transaction,
    hook: Pick<Hook, "id" | "authority" | "label" | "url" | "events">,
    verifier: string | null = null,
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      `insert into webhooks (id, authority_id, label, url, events, verifier_id)
       select $1, $2, $3, $4, $5, $7 where $7::uuid is not null
         or (select count(*) from webhooks where authority_id = $2 and verifier_id is null) < $6`,
      [
        hook.id,
        fromHex(hook.authority),
        hook.label,
        hook.url,
        hook.events,
        limits.webhooksPerAuthority,
        verifier,
      ],
    );
    return rowCount === 1;
  }

  /** Of this authority; null when there is no such. */
  async find(id: string, authority: AuthorityId): Promise<Hook | null> {
    const { rows } = await this.#database.query<HookRow>(
      `select ${hookColumns} from webhooks w where w.id = $1 and w.authority_id = $2`,
      [id, fromHex(authority)],
    );
    return rows[0] ? toHook(rows[0]) : null;
  }

  /** Newest first. */
  async list(authority: AuthorityId): Promise<readonly Hook[]> {
    const { rows } = await this.#database.query<HookRow>(
      `select ${hookColumns} from webhooks w where w.authority_id = $1
       order by w.created_at desc, w.id`,
      [fromHex(authority)],
    );
    return rows.map(toHook);
  }

  /** Those that a verifier has; their messages go along. */
  async removeOfVerifier(tx: Transaction, verifier: string): Promise<void> {
    await tx.query("delete from webhooks where verifier_id = $1", [verifier]);
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query("delete from webhooks where id = $1", [id]);
  }

  /** What waits is tried again when it is switched on. @param reason null: on */
  async setState(tx: Transaction, id: string, reason: Hook["offReason"]): Promise<void> {
    await tx.query("update webhooks set state = $2, off_reason = $3 where id = $1", [
      id,
      reason === null ? "on" : "off",
      reason,
    ]);
    if (reason !== null) return;
    await tx.query(
      `update webhook_deliveries set attempts = 0, next_at = now()
       where webhook_id = $1 and state = 'waiting'`,
      [id],
    );
  }

  /** The webhooks of these authorities that are switched on. */
  async listening(
    queryable: Queryable,
    authorities: readonly AuthorityId[],
  ): Promise<readonly Pick<Hook, "id" | "authority" | "events">[]> {
    const { rows } = await queryable.query<
      Row & Pick<Hook, "id" | "events"> & { authority: Buffer }
    >(
      `select id, authority_id as authority, events from webhooks
       where authority_id = any($1::bytea[]) and state = 'on'`,
      [authorities.map(fromHex)],
    );
    return rows.map((row) => ({ ...row, authority: authorityIdFrom(row.authority) }));
  }

  async addDeliveries(queryable: Queryable, deliveries: readonly NewDelivery[]): Promise<void> {
    await queryable.query(
      `insert into webhook_deliveries (id, webhook_id, kind, payload)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[])`,
      [
        deliveries.map(({ id }) => id),
        deliveries.map(({ hook }) => hook),
        deliveries.map(({ kind }) => kind),
        deliveries.map(({ payload }) => JSON.stringify(payload)),
      ],
    );
  }

  /** @returns null: there is no such message of this webhook */
  async delivery(hook: string, id: string): Promise<Delivery | null> {
    const { rows } = await this.#database.query<Row & Delivery>(
      `select ${deliveryColumns} from webhook_deliveries where webhook_id = $1 and id = $2`,
      [hook, id],
    );
    return rows[0] ?? null;
  }

  /** Newest first. @param after the id of the last one seen */
  async deliveries(
    hook: string,
    after: string | null,
    limit: number,
  ): Promise<readonly Delivery[]> {
    const { rows } = await this.#database.query<Row & Delivery>(
      `select ${deliveryColumns} from webhook_deliveries
       where webhook_id = $1 and ($2::uuid is null
         or (created_at, id) < (select created_at, id from webhook_deliveries where id = $2))
       order by created_at desc, id desc limit $3`,
      [hook, after, limit],
    );
    return rows;
  }

  /** Lets a message be sent again, whatever became of it. */
  async replay(tx: Transaction, id: string): Promise<void> {
    await tx.query(
      `update webhook_deliveries set state = 'waiting', attempts = 0, next_at = now(), error = null, status = null
       where id = $1`,
      [id],
    );
  }

  /** Takes messages that are due, few of each webhook; who is killed with them leaves them to the next after a while. */
  async takeDue(): Promise<readonly DueDelivery[]> {
    const { rows } = await this.#database.query<
      Row & Omit<DueDelivery, "authority"> & { authority: Buffer }
    >(
      `with due as (
         select d.id from webhooks w
         join lateral (
           select id from webhook_deliveries
           where webhook_id = w.id and state = 'waiting' and next_at <= now()
           order by next_at limit $1 for update skip locked
         ) d on true
         where w.state = 'on' limit $2)
       update webhook_deliveries m
       set attempts = m.attempts + 1, tried_at = now(), next_at = now() + make_interval(secs => $3)
       from due, webhooks w where m.id = due.id and w.id = m.webhook_id
       returning m.id, m.webhook_id as hook, w.authority_id as authority, w.url, m.payload, m.attempts`,
      [limits.webhookSendsPerHook, limits.webhookSends, limits.webhookLeaseSeconds],
    );
    return rows.map((row) => ({ ...row, authority: authorityIdFrom(row.authority) }));
  }

  async delivered(id: string, status: number): Promise<void> {
    await this.#database.query(
      `with done as (
         update webhook_deliveries set state = 'delivered', status = $2, error = null where id = $1
         returning webhook_id)
       update webhooks set delivered_at = now() where id = (select webhook_id from done)`,
      [id, status],
    );
  }

  /** @param waitSeconds until it is tried again; null: never by itself */
  async notDelivered(
    tx: Queryable,
    id: string,
    result: { status: number | null; error: string | null; waitSeconds: number | null },
  ): Promise<void> {
    await tx.query(
      `update webhook_deliveries set status = $2, error = $3,
         state = case when $4::int is null then 'failed' else 'waiting' end,
         next_at = now() + make_interval(secs => coalesce($4, 0))
       where id = $1`,
      [id, result.status, result.error, result.waitSeconds],
    );
  }

  /** Drops messages that are past their time. */
  async forget(): Promise<void> {
    await this.#database.query(
      "delete from webhook_deliveries where created_at < now() - make_interval(days => $1)",
      [limits.webhookDeliveriesKeptDays],
    );
  }
}
