import type { Queryable } from "../../domain/Transaction.ts";
import type { PendingDocuments } from "../../operations/PendingDocuments.ts";

// The oldest copy not yet in a batch is one lookup for each stream that has any; the oldest in an open
// batch is the first of that batch. Both read a handful of rows, whatever the number of documents.
const query = `
  select extract(epoch from now() - min(waiting.since)) * 1000 as age_ms
  from (
    select c.created_at as since
    from streams s join copies c on c.stream_id = s.id and c.seq = s.batched_seq
    where s.batched_seq < s.next_seq
    union all
    select c.created_at
    from batches b join copies c on c.stream_id = b.stream_id and c.seq = b.first_seq
    where b.state = 'closed'
  ) waiting`;

export class PgPendingDocuments implements PendingDocuments {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async oldestMs(): Promise<number | null> {
    const { rows } = await this.#database.query<{ age_ms: string | null }>(query);
    const age = rows[0]?.age_ms ?? null;
    return age === null ? null : Math.max(0, Math.round(Number(age)));
  }
}
