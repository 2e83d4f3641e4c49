import { hashLeaf } from "@sello/sdk/log";
import type { Queryable } from "../platform/database/Transaction.ts";

/** A copy's place in its stream, by which the log knows it. */
type StreamPlace = { readonly stream: number; readonly seq: number };

/** A place in a status list, as a document names it. */
export type NamedPlace = { readonly slug: string; readonly list: number; readonly index: number };

/**
 * Finds a copy that we issued by the document itself: by the place in a status list that it names, and by its hash as a
 * leaf of the log, which tells whether it is that copy to the last character.
 */
export class PgCopyFinder {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /**
   * @param jwt the issuer-signed compact JWT, as it was presented: anybody may have written it
   * @param place as its payload has it
   */
  async find(jwt: string, { slug, list, index }: NamedPlace): Promise<StreamPlace | null> {
    const { rows } = await this.#database.query<{ stream: number; seq: string }>(
      `select c.stream_id as stream, c.seq
       from streams s join copies c on c.stream_id = s.id and c.status_list = $2 and c.status_index = $3
       where s.authority = $1 and c.leaf = $4`,
      [slug, list, index, hashLeaf(jwt)],
    );
    const copy = rows[0];
    return copy === undefined ? null : { stream: copy.stream, seq: Number(copy.seq) };
  }
}
