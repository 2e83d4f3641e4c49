import type { AuditQuery } from "../api/requests/useAuditLines.ts";
import { dayStart } from "../shared/dayStart.ts";

/** What is looked for, as the address has it: texts, days as `YYYY-MM-DD`. */
export const filterFields = ["authority", "action", "actor", "subject", "from", "to"] as const;
export type AuditFilter = Readonly<Record<(typeof filterFields)[number], string>>;

export const readFilter = (search: URLSearchParams): AuditFilter =>
  Object.fromEntries(filterFields.map((name) => [name, search.get(name) ?? ""])) as AuditFilter;

export const toSearch = (filter: AuditFilter): URLSearchParams =>
  new URLSearchParams(Object.entries(filter).filter(([, text]) => text !== ""));

export const isFiltered = (filter: AuditFilter): boolean =>
  filterFields.some((name) => filter[name] !== "");

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const account = /^0x[0-9a-f]{40}$/i;

/** A number alone is a document's; an account alone, an officer's. */
const toSubject = (text: string): string =>
  uuid.test(text) ? `document:${text.toLowerCase()}` : text;
const toActor = (text: string): string => {
  if (account.test(text)) return `officer:${text.toLowerCase()}`;
  return uuid.test(text) ? `api-key:${text.toLowerCase()}` : text;
};

/** The same as it is asked of the service. */
export function toQuery(filter: AuditFilter): AuditQuery {
  const from = dayStart(filter.from);
  const to = dayStart(filter.to, 1);
  const texts = {
    authority: filter.authority,
    action: filter.action,
    actor: toActor(filter.actor.trim()),
    subject: toSubject(filter.subject.trim()),
  };
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== "")),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
