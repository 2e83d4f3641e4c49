import { randomUUID } from "node:crypto";
import { type AuthorityId, type DocumentId, fromHex } from "@sello/sdk";
import type { Database } from "../../../services/platform/database/Database.ts";
import type { StatusPlaces } from "../../../services/status/StatusPlaces.ts";

/** Rows of documents and copies as issuing leaves them, with places in the authority's lists. */
export async function seedDocuments(wanted: {
  readonly database: Database;
  readonly places: StatusPlaces;
  readonly authority: AuthorityId;
  readonly slug: string;
  readonly count: number;
  /** Copies of each. */
  readonly copies: number;
}): Promise<DocumentId[]> {
  const { database, authority, slug, count, copies } = wanted;
  const ids = Array.from({ length: count }, () => randomUUID() as string as DocumentId);
  const places = await wanted.places.take(authority, count * copies);
  const { rows } = await database.query<{ id: number; first: string }>(
    `insert into streams (authority_id, document_type_id, authority, document_type, next_seq)
     values ($1, '\\x01', $2, 'licence', $3)
     on conflict (authority_id, document_type_id)
       do update set next_seq = streams.next_seq + excluded.next_seq
     returning id, next_seq - $3 as first`,
    [fromHex(authority), slug, places.length],
  );
  const stream = rows[0];
  await database.query(
    `insert into documents (id, stream_id, natural_key, claims_digest, wrapped_key)
     select id, $2, decode(replace(id::text, '-', ''), 'hex'), '\\x00', '\\x00'
     from unnest($1::uuid[]) id`,
    [ids, stream?.id],
  );
  await database.query(
    `insert into copies (stream_id, seq, document_id, copy_number, status_list, status_index, header, leaf,
       content)
     select $1, $2::bigint + n - 1, document, number, list, index, 0,
       sha256('\\x00'::bytea || convert_to('jwt ' || document || number, 'UTF8')), ''
     from unnest($3::uuid[], $4::int[], $5::int[], $6::int[])
       with ordinality as t (document, number, list, index, n)`,
    [
      stream?.id,
      stream?.first,
      places.map((_, i) => ids[Math.floor(i / copies)]),
      places.map((_, i) => i % copies),
      places.map((place) => place.list),
      places.map((place) => place.index),
    ],
  );
  return ids;
}
