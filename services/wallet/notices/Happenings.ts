import type { HolderMessage, NoticeKind, ReadingReason, StatusReason } from "@sello/api";
import { type AuthorityId, authorityIdFrom, type DocumentId } from "@sello/sdk";
import type { Queryable, Row } from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";

/** Something that others did to a resident's documents, or that concerns who acts for whom. */
export type Happening = {
  /** Names it: the same thing has the same name each time. */
  readonly source: string;
  readonly kind: NoticeKind;
  readonly at: number;
  readonly document: DocumentId | null;
  readonly authority: AuthorityId | null;
  /** Why it was done; of what was told, what that is. */
  readonly reason: StatusReason | ReadingReason | HolderMessage | null;
  /** As the audit names it. */
  readonly action: string;
  /** What was looked at, of evidence for an application. */
  readonly claims?: readonly string[] | null;
};

/** Of a document, by an authority. */
export type DocumentHappening = Happening & {
  readonly document: DocumentId;
  readonly authority: AuthorityId;
};

type HappeningRow = Row & Omit<DocumentHappening, "authority"> & { authority: Buffer };

/**
 * Looks of offices, those with the holder's consent included (`document.evidence`): a holder's own is in no line of the audit. A line is written before the document is looked for, so one of
 * another authority is of somebody who was refused.
 */
const looks = `
  select 'look:' || e.id || ':' || d.id as source, 'document.looked-at' as kind, e.at, d.id as document,
    s.authority_id as authority, e.data ->> 'reason' as reason, e.action, null::jsonb as claims
  from own d join streams s on s.id = d.stream_id
  join audit_events e on e.subject = 'document:' || d.id and e.action = 'document.read'
  where e.authority_id is null or e.authority_id = s.authority_id
  union all
  select 'look:' || e.id || ':' || d.id, 'document.looked-at', e.at, d.id, e.authority_id,
    e.data ->> 'reason', e.action, e.data -> 'claims'
  from own d join audit_events e on e.subject = 'document:' || d.id and e.action = 'document.evidence'
  union all
  select 'look:' || e.id || ':' || d.id, 'document.looked-at', e.at, d.id, s.authority_id,
    e.data ->> 'reason', e.action, null
  from own d join streams s on s.id = d.stream_id
  join audit_events e on e.subject = 'authority:0x' || encode(s.authority_id, 'hex')
    and e.action = 'document.export' and e.at > d.created_at
    and coalesce(e.data ->> 'type', s.document_type) = s.document_type`;

// A block's time is in whole seconds, and its chain's clock may be behind ours.
const acts = `
  select 'act:' || a.id, case a.action when 'suspend' then 'document.suspended'
      when 'reinstate' then 'document.reinstated' else 'document.revoked' end,
    greatest(a.effective_at, a.requested_at), d.id, a.acting_authority, a.reason, 'status.' || a.action, null
  from own d join status_acts a on a.document_id = d.id
  where a.state = 'effective' and a.mandate is null and a.reason <> 'superseded'`;

const told = `
  select 'told:' || t.bulk_act_id || ':' || d.id, 'document.told', t.at, d.id, t.authority_id, t.message,
    'document.tell', null
  from own d join document_tellings t on t.document_id = d.id`;

const issued = `
  select 'issued:' || d.id, case when d.replaces is null then 'document.issued' else 'document.replaced' end,
    d.created_at, d.id, s.authority_id, null, 'document.issue', null
  from own d join streams s on s.id = d.stream_id`;

/** What there is of a person's documents since a time, newest first: read from where it was written down anyway. */
export async function selectHappenings(
  queryable: Queryable,
  personKeys: readonly Buffer[],
  since: number,
): Promise<readonly DocumentHappening[]> {
  const { rows } = await queryable.query<HappeningRow>(
    `with own as (
       select id, stream_id, replaces, created_at from documents
       where person_key = any($1::bytea[]) order by created_at desc limit $3)
     select source, kind, floor(extract(epoch from at))::float8 as at, document, authority, reason, action, claims
     from (${looks} union all ${acts} union all ${told} union all ${issued}) as h
     where at > to_timestamp($2) order by at desc limit $4`,
    [personKeys, since, limits.residentDocuments, limits.noticesKept],
  );
  return rows.map((row) => ({ ...row, authority: authorityIdFrom(row.authority) }));
}
