import { createHash } from "node:crypto";
import type { Queryable, Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";

/** A place in the chain, with the hash over all up to it. */
export type AuditPlace = { readonly position: bigint; readonly hash: Buffer };

export type AuditChainState = {
  /** The first line that does not fit; null: none was found. */
  readonly brokenAt: bigint | null;
  /** Lines that are not in the chain yet, and how long the oldest has waited; null: none waits. */
  readonly waitingMs: number | null;
};

type EventRow = {
  id: string;
  at: string;
  actor: string;
  action: string;
  subject: string;
  data: string;
};

const start: AuditPlace = { position: 0n, hash: Buffer.alloc(0) };

/** Of two processes one extends the chain at a time. */
const chainLock = 0x5e110005;

const eventColumns = `e.id, to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  e.actor, e.action, e.subject, e.data::text as data`;

/** SHA-256 of the hash before and of the line as JSON: id, time, actor, action, subject, data. */
function toHash(before: Buffer, { id, at, actor, action, subject, data }: EventRow): Buffer {
  const line = JSON.stringify([id, at, actor, action, subject, data]);
  return createHash("sha256").update(before).update(line, "utf8").digest();
}

/** The audit's lines as a chain of hashes. There are only ids in them, so that erasing a document breaks no chain. */
export class AuditChain {
  readonly loop: SteadyLoop;
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor, logger: Logger) {
    this.#database = database;
    this.loop = new SteadyLoop({
      name: "audit-chain",
      step: async () => {
        const isMore = await this.extend();
        const isMoreToCheck = await this.check();
        return isMore || isMoreToCheck ? 0 : limits.auditChainMs;
      },
      logger,
    });
  }

  /** Adds lines that wait. @returns whether more wait */
  extend(): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      await tx.query("select pg_advisory_xact_lock($1)", [chainLock]);
      // Lines that a restore has put back were noted by it, too.
      await tx.query(
        "delete from audit_waiting w using audit_chain c where c.event_id = w.event_id",
      );
      const { rows } = await tx.query<EventRow>(
        `select ${eventColumns} from audit_waiting w join audit_events e on e.id = w.event_id
         order by e.id limit $1`,
        [limits.auditLinesAtOnce],
      );
      if (rows.length === 0) return false;
      const head = await newest(tx);
      let { hash } = head;
      const hashes: Buffer[] = [];
      for (const row of rows) {
        hash = toHash(hash, row);
        hashes.push(hash);
      }
      const ids = rows.map(({ id }) => id);
      await tx.query(
        `insert into audit_chain (position, event_id, hash)
         select $1::bigint + n, id, hash
         from unnest($2::bigint[], $3::bytea[]) with ordinality as link (id, hash, n)`,
        [head.position.toString(), ids, hashes],
      );
      await tx.query("delete from audit_waiting where event_id = any($1::bigint[])", [ids]);
      return rows.length === limits.auditLinesAtOnce;
    });
  }

  /**
   * Looks through the next lines whether each fits its hash; at the end it begins again after a while.
   * @returns whether there are more
   */
  check(): Promise<boolean> {
    return this.#database.transaction(async (tx) => {
      const { rows: checks } = await tx.query<{ to: string; rested: boolean }>(
        `select checked_to as to, coalesce(checked_at < now() - make_interval(secs => $1), true) as rested
         from audit_checks for update`,
        [limits.auditRecheckMs / 1_000],
      );
      const to = BigInt(checks[0]?.to ?? 0);
      const { rows } = await tx.query<EventRow & { position: string; hash: Buffer }>(
        `select c.position, c.hash, ${eventColumns} from audit_chain c join audit_events e on e.id = c.event_id
         where c.position > $1 order by c.position limit $2`,
        [to.toString(), limits.auditLinesAtOnce],
      );
      if (rows.length > 0) return this.#compare(tx, await placeAt(tx, to), rows);
      if (to === 0n || !checks[0]?.rested) return false;
      await tx.query("update audit_checks set checked_to = 0");
      return true;
    });
  }

  async #compare(
    tx: Transaction,
    before: AuditPlace | null,
    rows: readonly (EventRow & { position: string; hash: Buffer })[],
  ): Promise<boolean> {
    let { position, hash } = before ?? start;
    let brokenAt: bigint | null = null;
    for (const row of rows) {
      position += 1n;
      hash = toHash(hash, row);
      // A gap, or a hash of something else: from there on nothing fits.
      if (BigInt(row.position) !== position || !row.hash.equals(hash)) brokenAt ??= position;
    }
    await tx.query(
      // The first that was ever found stays: what is to be looked into does not go away by itself.
      `update audit_checks set checked_to = $1, checked_at = now(), broken_at = least(broken_at, $2::bigint)`,
      [rows.at(-1)?.position, brokenAt?.toString() ?? null],
    );
    return true;
  }

  /** The newest place; null before the first. Anybody may keep it, to compare later. */
  async head(): Promise<AuditPlace | null> {
    const place = await newest(this.#database);
    return place.position === 0n ? null : place;
  }

  /** The place at a position; null if there is none. */
  at(position: bigint): Promise<AuditPlace | null> {
    return placeAt(this.#database, position);
  }

  async state(): Promise<AuditChainState> {
    const { rows } = await this.#database.query<{ broken: string | null; waiting: number | null }>(
      `select broken_at as broken,
         (select extract(epoch from now() - min(e.at)) * 1000
          from audit_waiting w join audit_events e on e.id = w.event_id)::float8 as waiting
       from audit_checks`,
    );
    const { broken = null, waiting = null } = rows[0] ?? {};
    return { brokenAt: broken === null ? null : BigInt(broken), waitingMs: waiting };
  }
}

async function newest(db: Queryable): Promise<AuditPlace> {
  const { rows } = await db.query<{ position: string; hash: Buffer }>(
    "select position, hash from audit_chain order by position desc limit 1",
  );
  return rows[0] ? { position: BigInt(rows[0].position), hash: rows[0].hash } : start;
}

async function placeAt(db: Queryable, position: bigint): Promise<AuditPlace | null> {
  const { rows } = await db.query<{ hash: Buffer }>(
    "select hash from audit_chain where position = $1",
    [position.toString()],
  );
  return rows[0] ? { position, hash: rows[0].hash } : null;
}
