import type { DocumentId } from "@sello/sdk";
import type { Queryable } from "../../platform/database/Transaction.ts";

/** Among how many a copy is one: those that look the same to who compares their places in the log, and their ends. */
export class PgCrowds {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /**
   * Documents, its own counted, with a copy in the same entry of the log and the same end. Two copies of one document in it
   * could be any two of that many. Null: it is in no entry yet.
   */
  async of(document: DocumentId, copy: number): Promise<number | null> {
    const { rows } = await this.#database.query<{ among: number }>(
      `select count(distinct other.document_id)::int as among
       from copies c
       join documents d on d.stream_id = c.stream_id and d.id = c.document_id
       join batches b on b.stream_id = c.stream_id and b.first_seq <= c.seq and c.seq < b.first_seq + b.count
         and b.state = 'anchored'
       join copies other on other.stream_id = b.stream_id and other.seq >= b.first_seq
         and other.seq < b.first_seq + b.count
       join documents od on od.stream_id = other.stream_id and od.id = other.document_id
         and od.expires_at is not distinct from d.expires_at
       where c.document_id = $1 and c.copy_number = $2`,
      [document, copy],
    );
    return rows[0]?.among || null;
  }
}
