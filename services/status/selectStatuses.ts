import type { StatusAction, StatusReason } from "@sello/api";
import { authorityIdFrom, type DocumentId } from "@sello/sdk";
import type { Queryable } from "../platform/database/Transaction.ts";
import type { OwnedDocument, StatusValue } from "./DocumentStatus.ts";
import type { StatusActState } from "./RecordedAct.ts";

// The value of place `c` in word `w`, which is a piece of a Token Status List with 2 bits.
export const flag =
  "(get_byte(w.flags, c.status_index % 128 / 4) >> (2 * (c.status_index % 4))) & 3";

/** SQL: whether copy `c` was withdrawn by itself: its flag says nothing of the document. */
export const isWithdrawn = `exists (select from withdrawn_copies x
  where x.document_id = c.document_id and x.copy_number = c.copy_number)`;

// The newest value of each copy's word, as the chain has it; or had it after a block.
export const newestWordAt = (condition: string) => `
  select w.flags from status_words w
  where w.authority_id = s.authority_id and w.list = c.status_list and w.word = c.status_index / 128
    and ${condition}
  order by w.deployment desc, w.block_number desc, w.log_index desc limit 1`;
export const newestWord = newestWordAt("true");

/**
 * SQL: whether copy `c` is a delegate's. Its value is its own: that of the document is what its holder's copies have
 * (docs/decisions/0210).
 */
export const isDelegated = `exists (
  select from delegated_copies x where x.document_id = c.document_id and x.copy_number = c.copy_number)`;

/** SQL: whether what the chain has of copy `c` is said of the document, too. */
export const isOfDocument = `(not ${isWithdrawn} and not ${isDelegated})`;

type StatusRow = {
  id: DocumentId;
  owner: Buffer;
  action: StatusAction | null;
  reason: StatusReason | null;
  state: StatusActState | null;
  revoked: boolean | null;
  suspended: boolean | null;
};

// The limit says that there is one of each: see `documentsById`.
const statusRows = `
  select d.id, s.authority_id as owner, a.action, a.reason, a.state, flags.revoked, flags.suspended
  from unnest((select $1::uuid[])) as asked (id)
  cross join lateral (select id, stream_id from documents where id = asked.id limit 1) d
  join streams s on s.id = d.stream_id
  left join lateral (
    select action, reason, state from status_acts
    where document_id = d.id and mandate is null and state <> 'refused' order by seq desc limit 1
  ) a on true
  left join lateral (
    select bool_or(${flag} = 1) as revoked, bool_or(${flag} = 2) as suspended
    from copies c cross join lateral (${newestWord}) w
    where c.document_id = d.id and c.stream_id = d.stream_id
      and ${isOfDocument}
  ) flags on true`;

const asked: Readonly<Record<StatusAction, StatusValue>> = {
  suspend: "suspended",
  reinstate: "valid",
  revoke: "revoked",
};

/** An act under way says what will be; without one, the chain says what is, no matter who wrote it there. */
function toOwnedDocument(row: StatusRow): OwnedDocument {
  const owner = authorityIdFrom(row.owner);
  const revokedFor = row.action === "revoke" ? row.reason : null;
  if (row.revoked === true) return { owner, value: "revoked", effective: true, revokedFor };
  if (row.action !== null && row.state !== "effective") {
    return { owner, value: asked[row.action], effective: false, revokedFor };
  }
  const value = row.suspended === true ? "suspended" : "valid";
  return { owner, value, effective: true, revokedFor: null };
}

/** The status of each document that exists, by its id. */
export async function selectStatuses(
  queryable: Queryable,
  documents: readonly DocumentId[],
): Promise<ReadonlyMap<DocumentId, OwnedDocument>> {
  const { rows } = await queryable.query<StatusRow>(statusRows, [documents]);
  return new Map(rows.map((row) => [row.id, toOwnedDocument(row)]));
}
