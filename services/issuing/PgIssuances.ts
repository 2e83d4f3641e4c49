import { type AuthorityId, type DocumentId, fromHex } from "@sello/sdk";
import type { Queryable } from "../platform/database/Transaction.ts";
import type { PageCursor } from "./StoredDocument.ts";

export type IssuedPage = {
  /** Each once, in the order in which their copies were issued within a stream. */
  readonly documents: readonly DocumentId[];
  /** Null on the last page. */
  readonly next: PageCursor | null;
};

/** Table `issuances`: who had what issued. */
export class PgIssuances {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /**
   * What was issued at the asking of an API key, or of an officer, by files that they sent too.
   * @param callerId see `toCallerId`
   * @param asked.since unix seconds; null: from the first on
   * @param asked.authorities in whose name; null: in any
   */
  async of(
    callerId: string,
    asked: {
      readonly after: PageCursor | null;
      readonly since: number | null;
      readonly authorities: readonly AuthorityId[] | null;
      readonly limit: number;
    },
  ): Promise<IssuedPage> {
    const { rows } = await this.#database.query<{
      stream: number;
      seq: string;
      document: DocumentId;
    }>(
      `select c.stream_id as stream, c.seq, c.document_id as document
       from issuances i
       join copies c on c.stream_id = i.stream_id and c.seq >= i.first_seq and c.seq < i.first_seq + i.count
       where i.caller_id = $1 and i.issued_at >= to_timestamp($4::bigint)
         and (i.stream_id > $2 or (i.stream_id = $2 and i.first_seq + i.count > $3::bigint + 1))
         and (c.stream_id, c.seq) > ($2, $3::bigint)
         and ($6::bytea[] is null
           or exists (select from streams s where s.id = i.stream_id and s.authority_id = any($6)))
       order by c.stream_id, c.seq limit $5`,
      [
        callerId,
        asked.after?.stream ?? 0,
        (asked.after?.seq ?? -1n).toString(),
        asked.since ?? 0,
        asked.limit,
        asked.authorities?.map(fromHex) ?? null,
      ],
    );
    const last = rows.length === asked.limit ? rows.at(-1) : undefined;
    return {
      documents: [...new Set(rows.map(({ document }) => document))],
      next: last ? { stream: last.stream, seq: BigInt(last.seq) } : null,
    };
  }
}
