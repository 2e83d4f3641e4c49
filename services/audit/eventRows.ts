import { type AuthorityId, authorityIdFrom } from "@sello/sdk";
import type { AuditLine } from "@sello/sdk/log";
import type { Row } from "../platform/database/Transaction.ts";

/** A line of the audit as it is stored. */
export type EventRow = Row & {
  id: string;
  /** UTC, to the microsecond. */
  at: string;
  actor: string;
  action: string;
  subject: string;
  /** A JSON object. */
  data: string;
  authority_id: Buffer | null;
};

/** What a query that gives `EventRow` selects, of `audit_events e`. */
export const eventColumns = `e.id, to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  e.actor, e.action, e.subject, e.data::text as data, e.authority_id`;

export const authorityOf = ({ authority_id }: EventRow): AuthorityId | null =>
  authority_id && authorityIdFrom(authority_id);

/** @param isEarly of before migration 0100 */
export function toAuditLine(row: EventRow, isEarly: boolean): AuditLine {
  const { id, at, actor, action, subject, data } = row;
  if (isEarly) return [id, at, actor, action, subject, data];
  return [id, at, actor, action, subject, data, authorityOf(row)];
}
