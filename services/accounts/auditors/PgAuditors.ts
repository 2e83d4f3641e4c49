import { type AuthorityId, authorityIdFrom, fromHex, type Hex, toHex } from "@sello/sdk";
import type { Queryable, Transaction, Transactor } from "../../platform/database/Transaction.ts";
import type { Auditor } from "./Auditor.ts";

type AuditorRow = {
  id: string;
  authority_id: Buffer;
  account: Buffer;
  name: string;
  appointed_by: string;
  appointed: number;
  ended: number | null;
};

const columns = `id, authority_id, account, name, appointed_by,
  extract(epoch from appointed_at)::float8 as appointed, extract(epoch from ended_at)::float8 as ended`;

/** Advisory lock of those who appoint for one authority: one after the other. */
const appointLock = 0x5e11_0200;

/** Table `auditors`. */
export class PgAuditors {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async lock(tx: Transaction, authority: AuthorityId): Promise<void> {
    await tx.query("select pg_advisory_xact_lock($1, hashtext($2))", [appointLock, authority]);
  }

  /** Who looks at exactly this authority now. */
  async current(tx: Transaction, authority: AuthorityId): Promise<readonly Hex[]> {
    const { rows } = await tx.query<{ account: Buffer }>(
      "select account from auditors where authority_id = $1 and ended_at is null",
      [fromHex(authority)],
    );
    return rows.map(({ account }) => toHex(account));
  }

  async insert(tx: Transaction, auditor: Auditor): Promise<void> {
    const { id, authority, account, name, appointedBy, appointedAt } = auditor;
    await tx.query(
      `insert into auditors (id, authority_id, account, name, appointed_by, appointed_at)
       values ($1, $2, $3, $4, $5, to_timestamp($6))`,
      [id, fromHex(authority), fromHex(account), name, appointedBy, appointedAt],
    );
  }

  /** Deletes those that ended before. */
  async forget(tx: Transaction, before: number): Promise<void> {
    await tx.query("delete from auditors where ended_at < to_timestamp($1)", [before]);
  }

  async list(authorities: readonly AuthorityId[]): Promise<readonly Auditor[]> {
    const { rows } = await this.#database.query<AuditorRow>(
      `select ${columns} from auditors where authority_id = any($1::bytea[])
       order by ended_at is not null, appointed_at desc, id`,
      [authorities.map(fromHex)],
    );
    return rows.map(toAuditor);
  }

  async byId(id: string): Promise<Auditor | null> {
    const { rows } = await this.#database.query<AuditorRow>(
      `select ${columns} from auditors where id = $1`,
      [id],
    );
    return rows[0] ? toAuditor(rows[0]) : null;
  }

  /** @returns whether it had not ended */
  async end(tx: Transaction, id: string, at: number): Promise<boolean> {
    const { rowCount } = await tx.query(
      "update auditors set ended_at = to_timestamp($2) where id = $1 and ended_at is null",
      [id, at],
    );
    return rowCount === 1;
  }

  async audited(account: Hex): Promise<readonly AuthorityId[]> {
    const { rows } = await this.#database.query<{ authority_id: Buffer }>(
      "select authority_id from auditors where account = $1 and ended_at is null",
      [fromHex(account)],
    );
    return rows.map(({ authority_id }) => authorityIdFrom(authority_id));
  }
}

const toAuditor = (row: AuditorRow): Auditor => ({
  id: row.id,
  authority: authorityIdFrom(row.authority_id),
  account: toHex(row.account),
  name: row.name,
  appointedBy: row.appointed_by,
  appointedAt: row.appointed,
  endedAt: row.ended,
});
