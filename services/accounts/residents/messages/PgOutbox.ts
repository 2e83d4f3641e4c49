import { randomUUID } from "node:crypto";
import type { Queryable, Row, Transaction } from "../../../platform/database/Transaction.ts";
import { limits } from "../../../platform/limits.ts";
import type { ResidentSecrets } from "../ResidentSecrets.ts";
import type { Messages, NewMessage } from "./Messages.ts";
import { type MessageKind, toMessageText } from "./messageTexts.ts";

/** A message as it is on its way. */
export type OutboxMessage = {
  readonly id: string;
  readonly kind: MessageKind;
  readonly to: string;
  readonly language: string;
  readonly text: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly state: "waiting" | "sent" | "failed";
  readonly attempts: number;
};

type MessageRow = Row & Omit<OutboxMessage, "to" | "language" | "text"> & { sealed: Buffer };

const columns = `id, kind, sealed, state, attempts,
  floor(extract(epoch from created_at))::float8 as "createdAt"`;

const placeOf = (id: string): string => `message ${id}`;

/** Table `resident_messages`. Numbers and texts are sealed, and deleted a day after they were sent. */
export class PgOutbox implements Messages {
  readonly #database: Queryable;
  readonly #secrets: ResidentSecrets;
  readonly #onAdded: () => void;

  constructor(database: Queryable, secrets: ResidentSecrets, onAdded: () => void = () => {}) {
    this.#database = database;
    this.#secrets = secrets;
    this.#onAdded = onAdded;
  }

  async send(tx: Transaction, { to, kind, language, values }: NewMessage): Promise<void> {
    const id = randomUUID();
    const text = toMessageText(kind, language, values);
    const sealed = await this.#secrets.seal(placeOf(id), JSON.stringify({ to, language, text }));
    await tx.query(
      `insert into resident_messages (id, kind, sealed, created_at, next_at)
       values ($1, $2, $3, now(), now())`,
      [id, kind, sealed],
    );
    this.#onAdded();
  }

  /** Takes messages that are due; who is killed with them leaves them to the next after a while. */
  async takeDue(): Promise<readonly OutboxMessage[]> {
    const { rows } = await this.#database.query<MessageRow>(
      `update resident_messages set attempts = attempts + 1,
         next_at = now() + make_interval(secs => $2)
       where id in (
         select id from resident_messages where state = 'waiting' and next_at <= now()
         order by next_at limit $1 for update skip locked)
       returning ${columns}`,
      [limits.residentMessagesAtOnce, limits.residentMessageLeaseSeconds],
    );
    return Promise.all(rows.map((row) => this.#open(row)));
  }

  async sent(id: string): Promise<void> {
    await this.#database.query(
      "update resident_messages set state = 'sent', error = null where id = $1",
      [id],
    );
  }

  /** @param waitSeconds until it is tried again; null: never */
  async notSent(id: string, error: string, waitSeconds: number | null): Promise<void> {
    await this.#database.query(
      `update resident_messages set error = $2,
         state = case when $3::int is null then 'failed' else 'waiting' end,
         next_at = now() + make_interval(secs => coalesce($3, 0))
       where id = $1`,
      [id, error, waitSeconds],
    );
  }

  /** The newest, first: what a demo shows. */
  async newest(): Promise<readonly OutboxMessage[]> {
    const { rows } = await this.#database.query<MessageRow>(
      `select ${columns} from resident_messages order by created_at desc, id limit $1`,
      [limits.demoOutboxMessages],
    );
    return Promise.all(rows.map((row) => this.#open(row)));
  }

  async forget(): Promise<void> {
    await this.#database.query(
      "delete from resident_messages where created_at < now() - make_interval(secs => $1)",
      [limits.daySeconds],
    );
  }

  async #open({ sealed, ...row }: MessageRow): Promise<OutboxMessage> {
    const text = await this.#secrets.open(placeOf(row.id), sealed);
    return { ...row, ...(JSON.parse(text) as Pick<OutboxMessage, "to" | "language" | "text">) };
  }
}
