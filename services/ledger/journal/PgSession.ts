import type pg from "pg";
import { Unavailable } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { ledgerLimits } from "../ledgerLimits.ts";

/** What the ledger's parts tell each other through PostgreSQL, at commit. */
export type Channel =
  /** A transaction was journalled. */
  | "sello_journalled"
  /** Receipts were recorded. */
  | "sello_settled"
  /** The indexer moved; the payload is the block it is at. */
  | "sello_indexed"
  /** A deployment was written down, opened or sealed. */
  | "sello_deployments";

type Listener = (payload: string | null) => void;

// The first of the two keys of our advisory locks, so that they are nobody else's.
const lockSpace = 0x5e110;
const lockKeys = { embedded: 1, sender: 2, indexer: 3 } as const;
/** Room for the locks of each chain or deployment. */
const lockStride = 16;

/** `of`: the chain that is sent to, or the deployment that is indexed. */
export type SessionLock = { readonly name: keyof typeof lockKeys; readonly of: number };

const keyOf = ({ name, of }: SessionLock): number => lockKeys[name] + (of - 1) * lockStride;

export type PgSessionOptions = { readonly pool: pg.Pool; readonly logger: Logger };

/**
 * One connection that a process keeps for notifications and advisory locks. A lost connection loses the
 * locks: the holder of one asks `holds` before each step, and the steps themselves are safe when two run
 * them. It reconnects by itself; listeners are then called with null, for notifications may have been missed.
 */
export class PgSession {
  readonly #pool: pg.Pool;
  readonly #logger: Logger;
  readonly #listeners = new Map<Channel, Set<Listener>>();
  /** By their keys. */
  readonly #locks = new Set<number>();
  #client: pg.PoolClient | null = null;
  #connecting: Promise<pg.PoolClient> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;
  /** Ends when the last statement that was asked has: one connection takes one at a time. */
  #asking: Promise<unknown> = Promise.resolve();

  constructor(options: PgSessionOptions) {
    this.#pool = options.pool;
    this.#logger = options.logger;
  }

  /** Calls `listener` at each notification. @returns what ends it */
  listen(channel: Channel, listener: Listener): () => void {
    const known = this.#listeners.get(channel);
    const listeners = known ?? new Set();
    listeners.add(listener);
    this.#listeners.set(channel, listeners);
    if (known === undefined) this.#subscribe(channel);
    return () => listeners.delete(listener);
  }

  /** Takes the lock if nobody has it. False also if another part of this process has it. */
  async tryLock(lock: SessionLock): Promise<boolean> {
    const key = keyOf(lock);
    if (this.#locks.has(key)) return false;
    const client = await this.#connection();
    const { rows } = await this.#ask<{ locked: boolean }>(
      client,
      "select pg_try_advisory_lock($1, $2) as locked",
      [lockSpace, key],
    );
    if (!rows[0]?.locked || this.#client !== client) return false;
    this.#locks.add(key);
    return true;
  }

  holds(lock: SessionLock): boolean {
    return this.#locks.has(keyOf(lock));
  }

  async unlock(lock: SessionLock): Promise<void> {
    const client = this.#client;
    if (!this.#locks.delete(keyOf(lock)) || client === null) return;
    const statement = "select pg_advisory_unlock($1, $2)";
    await this.#ask(client, statement, [lockSpace, keyOf(lock)]).catch(() => {});
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const client = this.#client ?? (await this.#connecting?.catch(() => null));
    this.#client = null;
    this.#locks.clear();
    // Destroyed, not given back: the server drops our locks and subscriptions with the connection.
    client?.release(true);
  }

  async #connection(): Promise<pg.PoolClient> {
    if (this.#closed) {
      throw new Unavailable("database.session_closed", "The session is closed.");
    }
    if (this.#client !== null) return this.#client;
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #connect(): Promise<pg.PoolClient> {
    const client = await this.#pool.connect();
    if (this.#closed) {
      client.release();
      throw new Unavailable("database.session_closed", "The session is closed.");
    }
    client.on("error", () => this.#lose(client));
    client.on("end", () => this.#lose(client));
    client.on("notification", ({ channel, payload }) => {
      this.#tell(channel as Channel, payload ?? "");
    });
    try {
      for (const channel of this.#listeners.keys()) await client.query(`listen ${channel}`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.#client = client;
    for (const channel of this.#listeners.keys()) this.#tell(channel, null);
    return client;
  }

  #ask<Row extends pg.QueryResultRow>(
    client: pg.PoolClient,
    statement: string,
    values: readonly unknown[] = [],
  ): Promise<pg.QueryResult<Row>> {
    const asked = this.#asking.then(() => client.query<Row>(statement, [...values]));
    this.#asking = asked.catch(() => {});
    return asked;
  }

  #subscribe(channel: Channel): void {
    const client = this.#client;
    const done = client === null ? this.#connection() : this.#ask(client, `listen ${channel}`);
    done.catch(() => this.#reconnectSoon());
  }

  #tell(channel: Channel, payload: string | null): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener(payload);
  }

  #lose(client: pg.PoolClient): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#locks.clear();
    client.release(true);
    if (this.#closed) return;
    this.#logger.warn({}, "ledger session with the database lost");
    this.#reconnectSoon();
  }

  #reconnectSoon(): void {
    if (this.#closed || this.#retry !== null) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      if (!this.#closed) this.#connection().catch(() => this.#reconnectSoon());
    }, ledgerLimits.retryMs);
  }
}
