import type { DeviceShares } from "../../accounts/residents/DeviceShares.ts";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import type { ShareOpening, StoredShare } from "./Share.ts";

type ShareRow = Row & {
  id: string;
  owner: string;
  digest: Buffer;
  sealed_sha256: Buffer;
  record_id: Buffer;
  purpose: string | null;
  once: boolean;
  audience: string | null;
  document_type: string;
  claims: string[];
  openings: number;
  made: number;
  ends: number;
  ended: number | null;
  ended_by: StoredShare["endedBy"];
};

const seconds = (column: string): string => `extract(epoch from ${column})::float8`;
const columns = `id, owner, digest, sealed_sha256, record_id, purpose, once, audience, document_type, claims, openings,
  ended_by, ${seconds("made_at")} as made, ${seconds("ends_at")} as ends, ${seconds("ended_at")} as ended`;

const toShare = (row: ShareRow): StoredShare => ({
  id: row.id,
  owner: row.owner,
  digest: row.digest.toString("base64url"),
  sealedSha256: row.sealed_sha256.toString("base64url"),
  recordId: row.record_id.toString("base64url"),
  purpose: row.purpose,
  once: row.once,
  audience: row.audience,
  what: { type: row.document_type, claims: row.claims },
  openings: row.openings,
  madeAt: row.made,
  endsAt: row.ends,
  endedAt: row.ended,
  endedBy: row.ended_by,
});

const bytesOf = (text: string): Buffer => Buffer.from(text, "base64url");

/** Tables `shares` and `share_openings`. */
export class PgShares implements Transactor, DeviceShares {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Until the transaction ends, the account makes no other share. */
  async lockOwner(tx: Transaction, owner: string): Promise<void> {
    await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 115))", [owner]);
  }

  /** @returns how many of the account's shares can be opened, and how many it made since */
  async count(tx: Transaction, owner: string, now: number, since: number) {
    const { rows } = await tx.query<{ open: number; made: number }>(
      `select count(*) filter (where sealed is not null and ends_at > to_timestamp($2))::int as open,
         count(*) filter (where made_at > to_timestamp($3))::int as made
       from shares where owner = $1`,
      [owner, now, since],
    );
    return rows[0] ?? { open: 0, made: 0 };
  }

  /**
   * @param passkey with which its owner is signed in; null: it is not known with which
   * @returns false: there is one with this digest already
   */
  async insert(
    tx: Transaction,
    share: StoredShare,
    sealed: Uint8Array,
    passkey: string | null,
  ): Promise<boolean> {
    const { id, digest, owner, sealedSha256, endsAt, once, audience, what } = share;
    const { rowCount } = await tx.query(
      `insert into shares (id, digest, owner, sealed, sealed_sha256, ends_at, once, audience, document_type, claims,
         record_id, purpose, made_at, passkey)
       values ($1, $2, $3, $4, $5, to_timestamp($6), $7, $8, $9, $10, $11, $12, to_timestamp($13), $14)
       on conflict (digest) do nothing`,
      [
        ...[id, bytesOf(digest), owner, sealed, bytesOf(sealedSha256), endsAt, once, audience],
        ...[what.type, what.claims, bytesOf(share.recordId), share.purpose, share.madeAt, passkey],
      ],
    );
    return rowCount === 1;
  }

  async byDigest(
    digest: string,
    queryable: Queryable = this.#database,
  ): Promise<StoredShare | null> {
    return one(queryable, "digest = $1", bytesOf(digest));
  }

  /** Until the transaction ends nobody else opens or ends it. */
  async lockByDigest(tx: Transaction, digest: string): Promise<StoredShare | null> {
    return one(tx, "digest = $1 for update", bytesOf(digest));
  }

  /** Nobody opens it meanwhile. Of this account; null when there is no such. */
  async lockOwn(tx: Transaction, owner: string, id: string): Promise<StoredShare | null> {
    return one(tx, "owner = $1 and id = $2 for update", owner, id);
  }

  /** What is encrypted; null when nobody may open it any more. */
  async sealed(queryable: Queryable, id: string): Promise<Buffer | null> {
    const sql = "select sealed from shares where id = $1";
    const { rows } = await queryable.query<{ sealed: Buffer | null }>(sql, [id]);
    return rows[0]?.sealed ?? null;
  }

  /** The account's, newest first. @param after the id of the last one seen */
  async list(owner: string, after: string | null, limit: number): Promise<readonly StoredShare[]> {
    const { rows } = await this.#database.query<ShareRow>(
      `select ${columns} from shares where owner = $1 and ($2::uuid is null
         or (made_at, id) < (select made_at, id from shares where id = $2 and owner = $1))
       order by made_at desc, id desc limit $3`,
      [owner, after, limit],
    );
    return rows.map(toShare);
  }

  /** Of each of these shares, its newest openings. */
  async openingsOf(
    ids: readonly string[],
    perShare: number,
  ): Promise<ReadonlyMap<string, readonly ShareOpening[]>> {
    const { rows } = await this.#database.query<{ id: string; at: number; browser: string }>(
      `select i.id, o.at, o.browser from unnest($1::uuid[]) i (id)
       join lateral (
         select ${seconds("at")} as at, browser from share_openings where share_id = i.id
         order by share_openings.at desc limit $2
       ) o on true`,
      [ids, perShare],
    );
    const found = Map.groupBy(rows, ({ id }) => id);
    return new Map(
      ids.map((id) => [id, (found.get(id) ?? []).map(({ at, browser }) => ({ at, browser }))]),
    );
  }

  /** Whether this opening was noted since. */
  async hasOpening(tx: Transaction, id: string, opening: string, since: number): Promise<boolean> {
    const { rowCount } = await tx.query(
      "select 1 from share_openings where share_id = $1 and opening = $2 and at > to_timestamp($3)",
      [id, opening, since],
    );
    return rowCount === 1;
  }

  /** @returns false: this opening was noted before */
  async noteOpening(
    tx: Transaction,
    id: string,
    opening: string,
    { at, browser }: ShareOpening,
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      `insert into share_openings (share_id, opening, at, browser) values ($1, $2, to_timestamp($3), $4)
       on conflict do nothing`,
      [id, opening, at, browser],
    );
    if (rowCount === 0) return false;
    await tx.query(
      `update shares set openings = openings + 1, opened_at = coalesce(opened_at, to_timestamp($2))
       where id = $1`,
      [id, at],
    );
    return true;
  }

  /** What was encrypted is deleted with it. */
  async end(tx: Transaction, id: string, at: number): Promise<void> {
    await tx.query(
      `update shares set sealed = null, ended_at = to_timestamp($2), ended_by = 'owner'
       where id = $1 and ended_at is null`,
      [id, at],
    );
  }

  async endOfDevices(
    tx: Transaction,
    account: string,
    passkeys: readonly string[] | null,
    at: number,
  ): Promise<number> {
    const { rowCount } = await tx.query(
      `update shares set sealed = null, ended_at = to_timestamp($3), ended_by = 'device'
       where owner = $1 and ($2::uuid[] is null or passkey = any($2::uuid[]) or passkey is null)
         and sealed is not null and ended_at is null and ends_at > to_timestamp($3)`,
      [account, passkeys, at],
    );
    return rowCount;
  }

  /**
   * Deletes what is encrypted where it may not be opened any more.
   * @param usedBefore of those that could be opened once: opened before this
   * @returns of how many
   */
  async emptyEnded(now: number, usedBefore: number): Promise<number> {
    const { rowCount } = await this.#database.query(
      `update shares set sealed = null where sealed is not null
         and (ends_at <= to_timestamp($1) or (once and opened_at <= to_timestamp($2)))`,
      [now, usedBefore],
    );
    return rowCount;
  }

  /** Deletes those that ended before, with their openings. @returns how many */
  async forget(before: number): Promise<number> {
    const sql = "delete from shares where ends_at <= to_timestamp($1)";
    return (await this.#database.query(sql, [before])).rowCount;
  }
}

async function one(
  queryable: Queryable,
  condition: string,
  ...values: readonly unknown[]
): Promise<StoredShare | null> {
  const sql = `select ${columns} from shares where ${condition}`;
  const { rows } = await queryable.query<ShareRow>(sql, values);
  return rows[0] ? toShare(rows[0]) : null;
}
