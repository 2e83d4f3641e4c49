import { fromHex } from "@sello/sdk";
import type { Queryable } from "../platform/database/Transaction.ts";
import type { AuditEvent, AuditLog } from "./AuditLog.ts";

/** The audit log in `audit_events`, whose rows a trigger keeps from being changed. */
export class PgAuditLog implements AuditLog {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async record(event: AuditEvent, within: Queryable = this.#database): Promise<void> {
    await within.query(
      `insert into audit_events (actor, action, subject, data, authority_id)
       values ($1, $2, $3, $4, $5)`,
      [
        event.actor,
        event.action,
        event.subject,
        JSON.stringify(event.data ?? {}),
        event.authority && fromHex(event.authority),
      ],
    );
  }
}
