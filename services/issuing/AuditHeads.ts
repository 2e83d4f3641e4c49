import type { DocumentId } from "@sello/sdk";
import type { AuditChain } from "../audit/AuditChain.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { Queryable } from "../platform/database/Transaction.ts";
import { Conflict, ServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { Authority, Registry } from "../registry/Registry.ts";
import type { Issuing } from "./Issuing.ts";

/** Name of the type that such a document is of. */
const typeName = "audit-head";

/** A head that was issued: where the audit was, and the document that says so. */
export type AuditHead = { readonly position: number; readonly document: DocumentId };

export type AuditHeadsOptions = {
  readonly database: Queryable;
  readonly chain: Pick<AuditChain, "head">;
  readonly audit: AuditLog;
  readonly issuing: Pick<Issuing, "issue">;
  readonly registry: Pick<Registry, "all">;
  /** The city's date of a moment, as `YYYY-MM-DD`. @param at unix seconds */
  readonly dateOf: (at: number) => string;
  readonly logger: Logger;
};

/**
 * After each day of the city, puts the head of the audit into the log: a document by the city about itself, with the
 * position and its hash. A day has one, for it is the document's natural key: who was killed in between finds it there.
 */
export class AuditHeads {
  readonly loop: SteadyLoop;
  readonly #options: AuditHeadsOptions;
  /** The day that is known to have its head. */
  #done = "";

  constructor(options: AuditHeadsOptions) {
    this.#options = options;
    const step = () => this.turn();
    this.loop = new SteadyLoop({ name: "audit-heads", step, logger: options.logger });
  }

  /** Makes the head of the day that has ended, unless it is there. @returns how long to wait */
  async turn(): Promise<number> {
    const day = await this.#endedDay();
    if (day === null || day === this.#done) return limits.auditHeadsLookMs;
    try {
      await this.#make(day);
      this.#done = day;
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status >= 500) throw error;
      this.#options.logger.warn(
        { code: error.code, day },
        "the city may not issue the head of its audit: accredit it for audit-head (docs/decisions/0177)",
      );
      return limits.auditHeadsRetryMs;
    }
    return limits.auditHeadsLookMs;
  }

  /** The city's day before this one; null: the audit has nothing of it. */
  async #endedDay(): Promise<string | null> {
    const { database, dateOf } = this.#options;
    const { rows } = await database.query<{ start: number }>(
      `select extract(epoch from d.start)::float8 as start
       from (select city_day_end(now()) - interval '1 day' as start) d
       where (select at from audit_events order by id limit 1) < d.start`,
    );
    return rows[0] ? dateOf(rows[0].start - 1) : null;
  }

  async #make(day: string): Promise<void> {
    const { chain, issuing, audit } = this.#options;
    const [city, head] = [await this.#city(), await chain.head()];
    if (city === null || head === null) return;
    const claims = { day, position: Number(head.position), hash: head.hash.toString("hex") };
    const event = { actor: "system", action: "audit.anchor", authority: city.id, data: claims };
    const within = (tx: Queryable, document: DocumentId) =>
      audit.record({ ...event, subject: `document:${document}` }, tx);
    try {
      await issuing.issue({ authority: city.id, type: typeName, claims }, { within });
    } catch (error) {
      // The day has one, of another process or of before.
      if (!(error instanceof Conflict) || !("document" in error.data)) throw error;
    }
  }

  async #city(): Promise<Authority | null> {
    return (await this.#options.registry.all()).find(({ parent }) => parent === null) ?? null;
  }
}

/** The newest heads within some positions of the chain. */
export async function selectHeads(
  queryable: Queryable,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly AuditHead[]> {
  const { rows } = await queryable.query<{ subject: string; position: string }>(
    `select subject, data ->> 'position' as position from audit_events
     where action = 'audit.anchor' and (data ->> 'position')::bigint between $1 and $2
     order by id desc limit 3`,
    [from, to],
  );
  return rows.map(({ subject, position }) => ({
    position: Number(position),
    document: subject.replace("document:", "") as DocumentId,
  }));
}
