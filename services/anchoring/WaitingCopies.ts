import { type CopyContent, packContent, unpackContent } from "../issuing/atRest/copyContent.ts";
import type { DocumentOpener } from "../issuing/atRest/DocumentOpener.ts";
import { JwtHeaders, type StoredHeader } from "../issuing/atRest/JwtHeaders.ts";
import { openContent, sealContent } from "../issuing/atRest/sealedContent.ts";
import { type SealedCopy, sealedColumns, toSealedCopy } from "../issuing/atRest/selectSealed.ts";
import type { Queryable, Row } from "../platform/database/Transaction.ts";

/** Copies of one stream: `count` of them from `firstSeq` on. */
export type CopyRange = {
  readonly stream: number;
  readonly firstSeq: number;
  readonly count: number;
};

/** A header of JWTs, read. */
export type ReadHeader = {
  readonly id: number;
  readonly members: Readonly<Record<string, unknown>>;
};

/** A copy that waits for the log, opened to be signed again. */
export type OpenedCopy = Pick<SealedCopy, "document" | "place"> & {
  readonly offset: number;
  readonly header: ReadHeader;
  readonly content: CopyContent;
  /** The document's key. */
  readonly key: Buffer;
};

/** Copies that are in no batch yet, for the seldom case that they have to be signed again. */
export class WaitingCopies {
  readonly #database: Queryable;
  readonly #opener: DocumentOpener;
  readonly #headers: JwtHeaders;

  constructor(database: Queryable, opener: DocumentOpener) {
    this.#database = database;
    this.#opener = opener;
    this.#headers = new JwtHeaders(database);
  }

  async headers(ids: readonly number[]): Promise<readonly ReadHeader[]> {
    const { rows } = await this.#database.query<{ id: number; header: string }>(
      "select id, header from jwt_headers where id = any($1::int[])",
      [ids],
    );
    return rows.map(({ id, header }) => ({ id, members: parse(header) }));
  }

  /** The header that is the same but for its key. */
  headerOf({ members }: ReadHeader, kid: string): Promise<StoredHeader> {
    return this.#headers.of({ ...members, kid });
  }

  /**
   * Copies of the range that have one of these headers, one after the other. Of an erased document there is nothing to
   * sign again: a restored backup may have one that waits, and its place in the log stays as it is.
   */
  async *open(range: CopyRange, headers: readonly number[]): AsyncIterable<OpenedCopy> {
    const { stream, firstSeq, count } = range;
    const { rows } = await this.#database.query<Row & Parameters<typeof toSealedCopy>[0]>(
      `select ${sealedColumns}, c.seq - $2::bigint as "offset", h.id as header_id
       from copies c
       join documents d on d.id = c.document_id and d.stream_id = c.stream_id
       join streams s on s.id = c.stream_id
       join jwt_headers h on h.id = c.header
       where c.stream_id = $1 and c.seq >= $2::bigint and c.seq < $2::bigint + $3
         and c.header = any($4::int[]) and d.erased_at is null
       order by c.seq`,
      [stream, firstSeq, count, headers],
    );
    for (const row of rows) {
      const sealed = toSealedCopy(row);
      const { document, place } = sealed;
      const key = await this.#opener.keyOf(sealed);
      const content = unpackContent(openContent(key, { document, place }, sealed.content));
      const header = { id: row.header_id as number, members: parse(sealed.header) };
      yield { document, place, key, content, header, offset: Number(row.offset) };
      key.fill(0);
    }
  }

  /** What it says from now on, sealed with the key that it has. */
  seal({ key, document, place }: OpenedCopy, content: CopyContent): Buffer {
    return sealContent(key, { document, place }, packContent(content));
  }
}

const parse = (header: string): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
