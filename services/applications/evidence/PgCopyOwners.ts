import type { DocumentId } from "@sello/sdk";
import { hashLeaf } from "@sello/sdk/log";
import type { Queryable } from "../../platform/database/Transaction.ts";
import type { CopyOwners } from "./EvidenceSources.ts";

/** Finds the document of a copy by its place in a status list, and by its hash as a leaf of the log. */
export class PgCopyOwners implements CopyOwners {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async documentOf(
    jwt: string,
    { slug, list, index }: Parameters<CopyOwners["documentOf"]>[1],
  ): Promise<DocumentId | null> {
    const { rows } = await this.#database.query<{ document: DocumentId }>(
      `select c.document_id as document
       from streams s join copies c on c.stream_id = s.id and c.status_list = $2 and c.status_index = $3
       where s.authority = $1 and c.leaf = $4`,
      [slug, list, index, hashLeaf(jwt)],
    );
    return rows[0]?.document ?? null;
  }
}
