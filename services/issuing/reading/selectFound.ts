import type { DocumentId } from "@sello/sdk";
import type { Queryable } from "../../platform/database/Transaction.ts";

/** By which digests documents are found, in which streams. */
export type FoundBy = {
  readonly column: "natural_key" | "person_key" | "name_key";
  readonly streams: readonly number[];
  /** 16 bytes each. */
  readonly keys: readonly Buffer[];
};

// Each column has an index of its own.
const toSql = (column: FoundBy["column"]): string =>
  `select id from documents
   where stream_id = any($1::int[]) and ${column} = any($2::bytea[]) and replaced_by is null
     and ($3::uuid is null or id < $3)
   order by id desc limit $4`;

/** Current documents, newest first: their ids begin with the time. */
export async function selectFound(
  queryable: Queryable,
  { column, streams, keys }: FoundBy,
  after: DocumentId | null,
  limit: number,
): Promise<readonly DocumentId[]> {
  if (streams.length === 0 || keys.length === 0) return [];
  const { rows } = await queryable.query<{ id: DocumentId }>(toSql(column), [
    streams,
    keys,
    after,
    limit,
  ]);
  return rows.map(({ id }) => id);
}
