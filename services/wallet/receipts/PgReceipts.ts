import type { DocumentId } from "@sello/sdk";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";

/** Where a receipt's hash is. */
export type ReceiptPlace = {
  /** The document with the root of the tree. */
  readonly document: DocumentId;
  readonly place: number;
  /** The leaves of the tree, in their order. 32 bytes each. */
  readonly leaves: readonly Uint8Array[];
};

type DigestRow = Row & { digest: Buffer };

/** Tables `consent_receipts` and `receipt_heads`. Times are unix seconds, digests 32 bytes. */
export class PgReceipts {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  /** @returns when it came first; null: as many wait as may */
  async note(digest: Uint8Array, at: number, waitingMax: number): Promise<number | null> {
    await this.#database.query(
      `insert into consent_receipts (digest, noted_at) select $1, to_timestamp($2)
       where (select count(*) from consent_receipts where head is null) < $3 on conflict do nothing`,
      [digest, at, waitingMax],
    );
    const { rows } = await this.#database.query<{ at: number }>(
      "select extract(epoch from noted_at)::float8 as at from consent_receipts where digest = $1",
      [digest],
    );
    return rows[0]?.at ?? null;
  }

  /** As a part of what it is the receipt of. */
  async add(tx: Transaction, digest: Uint8Array, at: number): Promise<void> {
    const sql =
      "insert into consent_receipts (digest, noted_at) values ($1, to_timestamp($2)) on conflict do nothing";
    await tx.query(sql, [digest, at]);
  }

  /** Those that wait, the oldest, in an order that says nothing of when they came. */
  async waiting(limit: number): Promise<readonly Uint8Array[]> {
    const { rows } = await this.#database.query<DigestRow>(
      `select digest from (select digest from consent_receipts where head is null order by noted_at limit $1) w
       order by digest`,
      [limit],
    );
    return rows.map(({ digest }) => digest);
  }

  /** The newest head's number, and how many seconds ago it was made; 0 and null: there is none. */
  async newestHead(): Promise<{ readonly number: number; readonly age: number | null }> {
    const { rows } = await this.#database.query<{ number: string; age: number }>(
      `select number, extract(epoch from now() - made_at)::float8 as age from receipt_heads
       order by number desc limit 1`,
    );
    return rows[0]
      ? { number: Number(rows[0].number), age: rows[0].age }
      : { number: 0, age: null };
  }

  /** In the transaction that issues the document. */
  async anchor(
    tx: Transaction,
    head: { readonly number: number; readonly document: DocumentId },
    leaves: readonly Uint8Array[],
  ): Promise<void> {
    const sql = "insert into receipt_heads (number, document) values ($1, $2)";
    await tx.query(sql, [head.number, head.document]);
    await tx.query(
      `update consent_receipts r set head = $1, place = l.nth - 1
       from unnest($2::bytea[]) with ordinality l (digest, nth)
       where r.digest = l.digest and r.head is null`,
      [head.number, leaves],
    );
  }

  /** Undefined: no such receipt. Null: it waits. */
  async find(digest: Uint8Array): Promise<ReceiptPlace | null | undefined> {
    const { rows } = await this.#database.query<{
      head: string | null;
      place: number | null;
      document: DocumentId | null;
    }>(
      `select r.head, r.place, h.document from consent_receipts r left join receipt_heads h on h.number = r.head
       where r.digest = $1`,
      [digest],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    if (row.head === null || row.place === null || row.document === null) return null;
    const found = await this.#database.query<DigestRow>(
      "select digest from consent_receipts where head = $1 order by place",
      [row.head],
    );
    const leaves = found.rows.map((each) => each.digest);
    return { document: row.document, place: row.place, leaves };
  }

  /**
   * Deletes those of documents that are older, a document's all at once: its tree needs each. The newest stays, for its number.
   * @returns how many documents
   */
  async forget(days: number): Promise<number> {
    const sql = `delete from receipt_heads where made_at < now() - make_interval(days => $1)
       and number < (select max(number) from receipt_heads)`;
    return (await this.#database.query(sql, [days])).rowCount;
  }
}
