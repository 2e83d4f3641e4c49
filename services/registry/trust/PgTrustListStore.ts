import { createHash } from "node:crypto";
import { fromHex, type Hex, toHex } from "@sello/sdk";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";

/** A trust list as it was signed: the head of a list 2, or a whole list 1. */
export type PublishedTrustList = {
  readonly version: number;
  /** C2SP signed note. */
  readonly note: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly validUntil: number;
};

export type EntryKind = "authority" | "document-type";

/** An entry as it is kept. */
export type StoredEntry = { readonly kind: EntryKind; readonly id: Hex; readonly text: string };

/** What is other in a version than in the one before. */
export type EntryChanges = {
  /** Gone, or replaced. */
  readonly closed: readonly Omit<StoredEntry, "text">[];
  readonly opened: readonly StoredEntry[];
};

type TrustListRow = Row & { version: number; note: string; issued_at: Date; valid_until: Date };

/** Advisory lock of those who publish. */
const publishingLock = 0x5e110004;

/** Of the column that keeps it. */
const versionMax = 2 ** 31 - 1;

const columns = "version, note, issued_at, valid_until";

/** The trust lists that were published, in PostgreSQL. */
export class PgTrustListStore {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  newest(): Promise<PublishedTrustList | null> {
    return this.#one(`select ${columns} from trust_lists order by version desc limit 1`, []);
  }

  async byVersion(version: number): Promise<PublishedTrustList | null> {
    if (!Number.isInteger(version) || version < 1 || version > versionMax) return null;
    return this.#one(`select ${columns} from trust_lists where version = $1`, [version]);
  }

  /** Of several processes that publish, one at a time: no office signs two heads of one version. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#database.transaction(async (tx) => {
      await tx.query("select pg_advisory_xact_lock($1)", [publishingLock]);
      return work();
    });
  }

  /** Keeps the list unless one of this version exists; returns the one that is kept. */
  async keepFirst(list: PublishedTrustList, changes: EntryChanges): Promise<PublishedTrustList> {
    const isKept = await this.#database.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `insert into trust_lists (${columns}) values ($1, $2, to_timestamp($3), to_timestamp($4))
         on conflict (version) do nothing`,
        [list.version, list.note, list.issuedAt, list.validUntil],
      );
      if (rowCount === 1) await keepChanges(tx, list.version, changes);
      return rowCount === 1;
    });
    return isKept ? list : ((await this.byVersion(list.version)) ?? list);
  }

  /** All entries of a version, in no order; none of a list 1. */
  async entries(version: number): Promise<readonly StoredEntry[]> {
    const { rows } = await this.#database.query<{ kind: EntryKind; id: Buffer; text: string }>(
      `select kind, id, text from trust_entries
       where from_version <= $1 and (until_version is null or until_version > $1)`,
      [version],
    );
    return rows.map(({ kind, id, text }) => ({ kind, id: toHex(id), text }));
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

async function keepChanges(
  tx: Transaction,
  version: number,
  { closed, opened }: EntryChanges,
): Promise<void> {
  await tx.query(
    `update trust_entries e set until_version = $1
     from unnest($2::text[], $3::bytea[]) as gone (kind, id)
     where e.kind = gone.kind and e.id = gone.id and e.until_version is null`,
    [version, closed.map(({ kind }) => kind), closed.map(({ id }) => fromHex(id))],
  );
  // In pieces, so that requests are served meanwhile.
  for (let at = 0; at < opened.length; at += limits.trustEntriesAtOnce)
    await insertEntries(tx, version, opened.slice(at, at + limits.trustEntriesAtOnce));
}

const insertEntries = (tx: Transaction, version: number, opened: readonly StoredEntry[]) =>
  tx.query(
    `insert into trust_entries (kind, id, from_version, hash, text)
     select kind, id, $1, hash, text
     from unnest($2::text[], $3::bytea[], $4::bytea[], $5::text[]) as added (kind, id, hash, text)`,
    [
      version,
      opened.map(({ kind }) => kind),
      opened.map(({ id }) => fromHex(id)),
      opened.map(({ text }) => createHash("sha256").update(text).digest()),
      opened.map(({ text }) => text),
    ],
  );
