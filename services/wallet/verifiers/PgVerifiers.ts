import { type AuthorityId, authorityIdFrom, fromHex } from "@sello/sdk";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import type { Verifier } from "./Verifier.ts";

type VerifierRow = Row &
  Pick<Verifier, "id" | "name" | "homepage" | "mayAsk" | "registeredBy" | "hook"> & {
    authority: Buffer;
    x: string;
    y: string;
    registered: number;
    ends: number;
    ended: number | null;
  };

const seconds = (column: string) => `floor(extract(epoch from v.${column}))::float8`;

const columns = `v.id, v.authority_id as authority, v.name, v.homepage, v.may_ask as "mayAsk", v.key_x as x, v.key_y as y,
  v.registered_by as "registeredBy", ${seconds("registered_at")} as registered, ${seconds("ends_at")} as ends,
  ${seconds("ended_at")} as ended, (select url from webhooks w where w.verifier_id = v.id) as hook`;

/** Advisory lock of those who register: one after the other. */
const registerLock = 0x5e11_0211;

/** Table `verifiers`. */
export class PgVerifiers {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async lock(tx: Transaction): Promise<void> {
    await tx.query("select pg_advisory_xact_lock($1)", [registerLock]);
  }

  /** How many an authority has that did not end, and whether anybody's has this key. */
  async weigh(
    tx: Transaction,
    { authority, key }: Pick<Verifier, "authority" | "key">,
  ): Promise<{ readonly count: number; readonly isKnown: boolean }> {
    const { rows } = await tx.query<Row & { count: number; known: boolean }>(
      `select count(*) filter (where authority_id = $1)::int as count,
         coalesce(bool_or(key_x = $2), false) as known
       from verifiers where ended_at is null`,
      [fromHex(authority), key.x],
    );
    return { count: rows[0]?.count ?? 0, isKnown: rows[0]?.known ?? false };
  }

  async insert(tx: Transaction, verifier: Omit<Verifier, "hook" | "endedAt">): Promise<void> {
    const { id, authority, name, homepage, mayAsk, key } = verifier;
    await tx.query(
      `insert into verifiers (id, authority_id, name, homepage, may_ask, key_x, key_y, registered_by,
         registered_at, ends_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9), to_timestamp($10))`,
      [
        ...[id, fromHex(authority), JSON.stringify(name), homepage, JSON.stringify(mayAsk)],
        ...[key.x, key.y, verifier.registeredBy, verifier.registeredAt, verifier.endsAt],
      ],
    );
  }

  async find(id: string): Promise<Verifier | null> {
    const { rows } = await this.#database.query<VerifierRow>(
      `select ${columns} from verifiers v where v.id = $1`,
      [id],
    );
    return rows[0] ? toVerifier(rows[0]) : null;
  }

  /** Those that go on first, the newest first. */
  async list(authorities: readonly AuthorityId[]): Promise<readonly Verifier[]> {
    const { rows } = await this.#database.query<VerifierRow>(
      `select ${columns} from verifiers v where v.authority_id = any($1::bytea[])
       order by v.ended_at is not null, v.registered_at desc, v.id`,
      [authorities.map(fromHex)],
    );
    return rows.map(toVerifier);
  }

  /** @returns whether it had not ended */
  async end(tx: Transaction, id: string, at: number): Promise<boolean> {
    const { rowCount } = await tx.query(
      "update verifiers set ended_at = to_timestamp($2) where id = $1 and ended_at is null",
      [id, at],
    );
    return rowCount === 1;
  }

  /** Deletes those that an officer ended, or whose term was over, before. */
  async forget(tx: Transaction, before: number): Promise<void> {
    await tx.query("delete from verifiers where least(ended_at, ends_at) < to_timestamp($1)", [
      before,
    ]);
  }
}

const toVerifier = ({ x, y, ...row }: VerifierRow): Verifier => ({
  id: row.id,
  authority: authorityIdFrom(row.authority),
  name: row.name,
  homepage: row.homepage,
  mayAsk: row.mayAsk,
  key: { kty: "EC", crv: "P-256", x, y },
  registeredBy: row.registeredBy,
  registeredAt: row.registered,
  endsAt: row.ends,
  endedAt: row.ended,
  hook: row.hook,
});
