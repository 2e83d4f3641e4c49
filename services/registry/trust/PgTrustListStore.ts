import type { Queryable, Row } from "../../platform/database/Transaction.ts";

/** A trust list as it was signed. */
export type PublishedTrustList = {
  readonly version: number;
  /** C2SP signed note. */
  readonly note: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly validUntil: number;
};

type TrustListRow = Row & { version: number; note: string; issued_at: Date; valid_until: Date };

const columns = "version, note, issued_at, valid_until";

/** The trust lists that were published, in PostgreSQL. */
export class PgTrustListStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  newest(): Promise<PublishedTrustList | null> {
    return this.#one(`select ${columns} from trust_lists order by version desc limit 1`, []);
  }

  byVersion(version: number): Promise<PublishedTrustList | null> {
    return this.#one(`select ${columns} from trust_lists where version = $1`, [version]);
  }

  /** Keeps the list unless one of this version exists; returns the one that is kept. */
  async keepFirst(list: PublishedTrustList): Promise<PublishedTrustList> {
    await this.#database.query(
      `insert into trust_lists (${columns}) values ($1, $2, to_timestamp($3), to_timestamp($4))
       on conflict (version) do nothing`,
      [list.version, list.note, list.issuedAt, list.validUntil],
    );
    return (await this.byVersion(list.version)) ?? list;
  }

  async #one(sql: string, values: readonly unknown[]): Promise<PublishedTrustList | null> {
    const { rows } = await this.#database.query<TrustListRow>(sql, values);
    const row = rows[0];
    if (!row) return null;
    return {
      version: row.version,
      note: row.note,
      issuedAt: row.issued_at.getTime() / 1000,
      validUntil: row.valid_until.getTime() / 1000,
    };
  }
}
