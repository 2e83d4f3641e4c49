import { hashAuditLine, nextAuditHash, nextEarlyAuditHash } from "@sello/sdk/log";
import type { Queryable, Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import { type EventRow, eventColumns, toAuditLine } from "./eventRows.ts";

/** A place in the chain, with the hash over all up to it. */
export type AuditPlace = { readonly position: bigint; readonly hash: Buffer };

export type AuditChainState = {
  /** The first line that does not fit; null: none was found. */
  readonly brokenAt: bigint | null;
  /** Lines that are not in the chain yet, and how long the oldest has waited; null: none waits. */
  readonly waitingMs: number | null;
};

type ChainedRow = EventRow & { position: string; line: Buffer | null; hash: Buffer };

const start: AuditPlace = { position: 0n, hash: Buffer.alloc(0) };

/** Of two processes one extends the chain at a time. */
const chainLock = 0x5e110005;

type Linked = { readonly line: Uint8Array | null; readonly hash: Uint8Array };

/** As the chain has it, whose lines before migration 0100 say no authority and have no hash of their own. */
function toLinked(before: Uint8Array, row: EventRow, isEarly: boolean): Linked {
  const line = toAuditLine(row, isEarly);
  if (isEarly) return { line: null, hash: nextEarlyAuditHash(before, line) };
  const digest = hashAuditLine(line);
  return { line: digest, hash: nextAuditHash(before, digest) };
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
      let hash: Uint8Array = head.hash;
      const linked = rows.map((row) => {
        const next = toLinked(hash, row, false);
        ({ hash } = next);
        return next;
      });
      const ids = rows.map(({ id }) => id);
      await tx.query(
        `insert into audit_chain (position, event_id, line, hash)
         select $1::bigint + n, id, line, hash
         from unnest($2::bigint[], $3::bytea[], $4::bytea[]) with ordinality as link (id, line, hash, n)`,
        [
          head.position.toString(),
          ids,
          linked.map(({ line }) => line),
          linked.map((each) => each.hash),
        ],
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
      const { rows } = await tx.query<ChainedRow>(
        `select c.position, c.line, c.hash, ${eventColumns} from audit_chain c join audit_events e on e.id = c.event_id
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
    rows: readonly ChainedRow[],
  ): Promise<boolean> {
    let { position } = before ?? start;
    let hash: Uint8Array = (before ?? start).hash;
    let brokenAt: bigint | null = null;
    for (const row of rows) {
      position += 1n;
      const linked = toLinked(hash, row, row.line === null);
      ({ hash } = linked);
      const { line } = linked;
      const isSame = row.hash.equals(hash) && (line === null || row.line?.equals(line));
      // A gap, or a hash of something else: from there on nothing fits.
      if (BigInt(row.position) !== position || !isSame) brokenAt ??= position;
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
