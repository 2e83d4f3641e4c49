import { type AuthorityId, type DocumentTypeId, documentTypeIdFrom, fromHex } from "@sello/sdk";
import type { Queryable } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";
import type { Stream } from "./StoredDocument.ts";

type Known = { readonly at: number; readonly streams: ReadonlyMap<DocumentTypeId, number> };

/** Table `streams`: what each authority issues of each version of a type. */
export class PgStreams {
  readonly #database: Queryable;
  readonly #made = new Map<string, Stream>();
  readonly #known = new Map<AuthorityId, Known>();

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** The stream of the two, made when it is not there. */
  async ensure(wanted: Omit<Stream, "id">): Promise<Stream> {
    const key = `${wanted.authority} ${wanted.documentType}`;
    const known = this.#made.get(key);
    if (known) return known;
    const stream = { ...wanted, id: await this.#insert(wanted) };
    this.#made.set(key, stream);
    return stream;
  }

  /** Ids of the streams that an authority has, by document type; a new one shows after a moment. */
  async ofAuthority(authority: AuthorityId): Promise<ReadonlyMap<DocumentTypeId, number>> {
    const known = this.#known.get(authority);
    if (known && performance.now() - known.at < limits.streamsRecheckMs) return known.streams;
    const { rows } = await this.#database.query<{ id: number; document_type_id: Buffer }>(
      "select id, document_type_id from streams where authority_id = $1",
      [fromHex(authority)],
    );
    const streams = new Map(
      rows.map(({ id, document_type_id }) => [documentTypeIdFrom(document_type_id), id]),
    );
    this.#known.set(authority, { at: performance.now(), streams });
    return streams;
  }

  async #insert(wanted: Omit<Stream, "id">): Promise<number> {
    const ids = [fromHex(wanted.authority), fromHex(wanted.documentType)];
    await this.#database.query(
      `insert into streams (authority_id, document_type_id, authority, document_type, digest_generation)
       select $1, $2, $3, $4, (select max(generation) from digest_generations where purpose = 'records')
       where not exists (select from streams where authority_id = $1 and document_type_id = $2)
       on conflict do nothing`,
      [...ids, wanted.authoritySlug, wanted.typeName],
    );
    const { rows } = await this.#database.query<{ id: number }>(
      "select id from streams where authority_id = $1 and document_type_id = $2",
      ids,
    );
    if (rows[0] === undefined) throw new Error("a stream that was just made is not there");
    return rows[0].id;
  }
}
