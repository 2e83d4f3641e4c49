import { type AuthorityId, authorityIdFrom, type DocumentId } from "@sello/sdk";
import type { Queryable, Row } from "../../platform/database/Transaction.ts";
import type { StatusPlace } from "../../status/StatusPlaces.ts";
import { documentsById } from "../selectDocuments.ts";

/** A copy as it is stored. */
export type SealedCopy = {
  readonly document: DocumentId;
  readonly authority: AuthorityId;
  /** Wrapped with the authority's key; null: the document was erased. */
  readonly wrappedKey: Buffer | null;
  /** The JWT's header in base64url. */
  readonly header: string;
  readonly place: StatusPlace;
  readonly content: Buffer;
};

type SealedRow = Row & {
  document_id: DocumentId;
  authority_id: Buffer;
  wrapped_key: Buffer | null;
  header: string;
  status_list: number;
  status_index: number;
  content: Buffer;
};

/** What a query that gives sealed copies selects, of documents `d`, copies `c`, streams `s` and headers `h`. */
export const sealedColumns = `c.document_id, s.authority_id, d.wrapped_key, h.header, c.status_list,
  c.status_index, c.content`;

/** The copies with this number of documents; those unknown are missing. */
export async function selectSealed(
  queryable: Queryable,
  documents: readonly DocumentId[],
  copyNumber: number,
): Promise<readonly SealedCopy[]> {
  const { rows } = await queryable.query<SealedRow>(
    `select ${sealedColumns}
     from ${documentsById("$2")}
     join jwt_headers h on h.id = c.header`,
    [documents, copyNumber],
  );
  return rows.map(toSealedCopy);
}

export const toSealedCopy = (row: SealedRow): SealedCopy => ({
  document: row.document_id,
  authority: authorityIdFrom(row.authority_id),
  wrappedKey: row.wrapped_key,
  header: row.header,
  place: { list: row.status_list, index: row.status_index },
  content: row.content,
});
