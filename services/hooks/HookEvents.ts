import { randomUUID } from "node:crypto";
import { type AuthorityId, authorityIdFrom } from "@sello/sdk";
import type { Queryable, Row, Transactor } from "../platform/database/Transaction.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { Registry } from "../registry/Registry.ts";
import type { HookEvent } from "./Hook.ts";
import type { PgHookStore } from "./PgHookStore.ts";

type EventRow = Row & {
  id: string;
  authority: Buffer;
  kind: HookEvent;
  data: Record<string, unknown>;
  at: Date;
};

type StreamRow = Row & { type: string; documents: string[] };

/** Makes messages of what happened, for each webhook that wants to know; in one transaction, so that none is lost or doubled. */
export class HookEvents {
  readonly loop: SteadyLoop;
  readonly #database: Queryable & Transactor;
  readonly #store: PgHookStore;
  readonly #registry: Pick<Registry, "byId">;
  readonly #onChange: () => void;

  constructor(options: {
    database: Queryable & Transactor;
    store: PgHookStore;
    registry: Pick<Registry, "byId">;
    /** Called when there may be messages to send. */
    onChange: () => void;
    logger: Logger;
  }) {
    const { database, store, registry, onChange, logger } = options;
    this.#database = database;
    this.#store = store;
    this.#registry = registry;
    this.#onChange = onChange;
    const step = async () => ((await this.turn()) ? 0 : limits.webhookLookMs);
    this.loop = new SteadyLoop({ name: "webhook-events", step, logger });
  }

  /** @returns whether there may be more */
  async turn(): Promise<boolean> {
    const taken = await this.#database.transaction(async (tx) => {
      const { rows } = await tx.query<EventRow>(
        `delete from webhook_events where id in (
           select id from webhook_events order by id limit $1 for update skip locked)
         returning id, authority_id as authority, kind, data, at`,
        [limits.webhookEventsAtOnce],
      );
      if (rows.length > 0) await this.#tell(tx, rows);
      return rows.length;
    });
    if (taken > 0) this.#onChange();
    return taken === limits.webhookEventsAtOnce;
  }

  async #tell(tx: Queryable, rows: readonly EventRow[]): Promise<void> {
    const authorities = new Set(rows.map((row) => authorityIdFrom(row.authority)));
    const listening = await this.#store.listening(tx, [...authorities]);
    for (const row of rows.toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)))) {
      const authority = authorityIdFrom(row.authority);
      const { kind } = row;
      const hooks = listening.filter(
        (hook) => hook.authority === authority && hook.events.includes(kind),
      );
      if (hooks.length === 0) continue;
      const payloads = await this.#toPayloads(tx, authority, row);
      // Of one event at a time: those of a file's documents may be long.
      await this.#store.addDeliveries(
        tx,
        hooks.flatMap(({ id: hook }) =>
          payloads.map((payload) => ({ id: randomUUID(), hook, kind, payload })),
        ),
      );
    }
  }

  async #toPayloads(
    tx: Queryable,
    id: AuthorityId,
    { kind, data, at }: EventRow,
  ): Promise<readonly object[]> {
    const { slug } = await this.#registry.byId(id);
    const toPayload = (more: object) => toMessage(kind, at, { authority: slug, ...more });
    if (!("stream" in data)) return [toPayload(data)];
    const { stream, first, count, ...more } = data as Record<string, number>;
    const payloads: object[] = [];
    const end = Number(first) + Number(count);
    for (let from = Number(first); from < end; from += limits.webhookDocuments) {
      const until = Math.min(from + limits.webhookDocuments, end);
      const { rows } = await tx.query<StreamRow>(streamQuery, [stream, from, until]);
      const [found] = rows;
      if (found)
        payloads.push(toPayload({ type: found.type, documents: found.documents, ...more }));
    }
    return payloads;
  }
}

const streamQuery = `select s.document_type as type, array_agg(distinct c.document_id) as documents
  from streams s join copies c on c.stream_id = s.id and c.seq >= $2 and c.seq < $3
  where s.id = $1 group by s.document_type`;

/** As Standard Webhooks has it: `type`, `timestamp`, `data`. */
export const toMessage = (type: string, at: Date, data: object) => ({
  type,
  timestamp: at.toISOString(),
  data,
});
