import { authorityIdFrom, type DocumentId, documentTypeIdFrom } from "@sello/sdk";
import type { Queryable, Row } from "../platform/database/Transaction.ts";
import type { LogProgress, StoredDocument } from "./StoredDocument.ts";

export type DocumentRow = Row & {
  id: DocumentId;
  stream_id: number;
  authority_id: Buffer;
  document_type_id: Buffer;
  authority: string;
  document_type: string;
  revision: number;
  copies: number;
  batch_state: "closed" | "anchored" | "refused" | null;
  issued_at: number;
  expires_at: number | null;
  replaces: DocumentId | null;
  replaced_by: DocumentId | null;
  seq: string;
};

/** A document with its first copy `c`, its stream `s`, and the batch `b` that holds the copy. */
export const columns = `d.id, d.stream_id, s.authority_id, s.document_type_id, s.authority, s.document_type,
  d.revision, d.replaces, d.replaced_by, c.seq,
  floor(extract(epoch from d.created_at))::float8 as issued_at,
  floor(extract(epoch from d.expires_at))::float8 as expires_at,
  (select count(*)::int from copies where document_id = d.id and stream_id = d.stream_id) as copies,
  b.state as batch_state`;

export const batchOfCopy = `left join lateral (
    select state, first_seq, count from batches
    where stream_id = c.stream_id and first_seq <= c.seq order by first_seq desc limit 1
  ) as b on c.seq < b.first_seq + b.count`;

/**
 * SQL: documents `d` by the ids of $1, and of each the copy `c` with a number. There is one of each at most; the limits say
 * so to the planner, which then goes down an index for each id, by one plan that serves whichever ids come: planning again
 * cost four times what running does, and a plan for any array joined whole tables.
 */
export const documentsById = (
  copyNumber: string,
): string => `unnest((select $1::uuid[])) as asked (id)
     cross join lateral (select * from documents where id = asked.id limit 1) d
     join streams s on s.id = d.stream_id
     cross join lateral (
       select * from copies
       where document_id = d.id and stream_id = d.stream_id and copy_number = ${copyNumber} limit 1
     ) c`;

/** Documents by id; those unknown are missing. */
export async function selectDocuments(
  queryable: Queryable,
  ids: readonly DocumentId[],
): Promise<StoredDocument[]> {
  const { rows } = await queryable.query<DocumentRow>(
    `select ${columns} from ${documentsById("0")} ${batchOfCopy}`,
    [ids],
  );
  return rows.map(toDocument);
}

/** See `PgDocumentStore.ofPerson`. */
export async function selectOfPerson(
  queryable: Queryable,
  personKeys: readonly Buffer[],
  limit: number,
): Promise<StoredDocument[]> {
  const { rows } = await queryable.query<DocumentRow>(
    `select ${columns} from documents d
     join streams s on s.id = d.stream_id
     join copies c on c.document_id = d.id and c.stream_id = d.stream_id and c.copy_number = 0
     ${batchOfCopy}
     where d.person_key = any($1::bytea[]) and d.replaced_by is null
     order by d.created_at desc, d.id
     limit $2`,
    [personKeys, limit],
  );
  return rows.map(toDocument);
}

const anchoringStates: Readonly<Record<string, LogProgress>> = {
  anchored: "anchored",
  refused: "refused",
};

export const toDocument = (row: DocumentRow): StoredDocument => ({
  id: row.id,
  stream: {
    id: row.stream_id,
    authority: authorityIdFrom(row.authority_id),
    authoritySlug: row.authority,
    documentType: documentTypeIdFrom(row.document_type_id),
    typeName: row.document_type,
  },
  revision: row.revision,
  copies: row.copies,
  anchoring: anchoringStates[row.batch_state ?? ""] ?? "waiting",
  issuedAt: row.issued_at,
  expiresAt: row.expires_at,
  replaces: row.replaces,
  replacedBy: row.replaced_by,
});
