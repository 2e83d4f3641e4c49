import { randomUUID } from "node:crypto";
import type { Language } from "@sello/sdk";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import type { ResidentAccount } from "./ResidentAccount.ts";
import type { ResidentSecrets } from "./ResidentSecrets.ts";

type AccountRow = Row & {
  id: string;
  identity: Buffer | null;
  phone: Buffer | null;
  language: Language;
  createdAt: number;
};

const columns = `id, identity, phone, language,
  floor(extract(epoch from created_at))::float8 as "createdAt"`;

const placeOf = (id: string): string => `account ${id}`;

/** Table `resident_accounts`. */
export class PgResidentAccounts implements Transactor {
  readonly #database: Queryable & Transactor;
  readonly #secrets: ResidentSecrets;

  constructor(database: Queryable & Transactor, secrets: ResidentSecrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Null when there is no such account, as after it was erased. */
  async byId(id: string, queryable: Queryable = this.#database): Promise<ResidentAccount | null> {
    return this.#select(queryable, "id = $1", id);
  }

  /** The account of a person, locked until `tx` ends; two that look at once take turns, though there is no account yet. */
  async lockByIdentity(tx: Transaction, idNumber: string): Promise<ResidentAccount | null> {
    const digest = await this.#secrets.digest("identity", idNumber);
    await takeTurns(tx, digest);
    return this.#select(tx, "identity_digest = $1 for update", digest);
  }

  /** The account that a phone opens; locked as `lockByIdentity` does. */
  async lockByPhone(tx: Transaction, phone: string): Promise<ResidentAccount | null> {
    const digest = await this.#secrets.digest("phone", phone);
    await takeTurns(tx, digest);
    return this.#select(tx, "phone_digest = $1 for update", digest);
  }

  async create(
    tx: Transaction,
    account: Pick<ResidentAccount, "idNumber" | "phone" | "language">,
    now: number,
  ): Promise<ResidentAccount> {
    const id = randomUUID();
    const { idNumber, phone, language } = account;
    const identity = idNumber && {
      digest: await this.#secrets.digest("identity", idNumber),
      sealed: await this.#secrets.seal(placeOf(id), idNumber),
    };
    await tx.query(
      `insert into resident_accounts
         (id, identity_digest, identity, language, created_at, last_used_at)
       values ($1, $2, $3, $4, to_timestamp($5), to_timestamp($5))`,
      [id, identity ? identity.digest : null, identity ? identity.sealed : null, language, now],
    );
    if (phone !== null) await this.setPhone(tx, id, phone);
    return { id, ...account, createdAt: now };
  }

  /** @param phone null: none opens it any more */
  async setPhone(tx: Transaction, id: string, phone: string | null): Promise<void> {
    await tx.query("update resident_accounts set phone_digest = $2, phone = $3 where id = $1", [
      id,
      phone && (await this.#secrets.digest("phone", phone)),
      phone && (await this.#secrets.seal(placeOf(id), phone)),
    ]);
  }

  async setLanguage(id: string, language: Language): Promise<void> {
    await this.#database.query("update resident_accounts set language = $2 where id = $1", [
      id,
      language,
    ]);
  }

  /** With all that is the account's own. */
  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query("delete from resident_accounts where id = $1", [id]);
  }

  /** Deletes accounts that were never joined to the register and were not used since. */
  async forget(unusedSince: number): Promise<void> {
    await this.#database.query(
      "delete from resident_accounts where identity is null and last_used_at < to_timestamp($1)",
      [unusedSince],
    );
  }

  async #select(
    queryable: Queryable,
    condition: string,
    value: unknown,
  ): Promise<ResidentAccount | null> {
    const { rows } = await queryable.query<AccountRow>(
      `select ${columns} from resident_accounts where ${condition}`,
      [value],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const { identity, phone, ...account } = row;
    const open = (sealed: Buffer | null) => sealed && this.#secrets.open(placeOf(row.id), sealed);
    return { ...account, idNumber: await open(identity), phone: await open(phone) };
  }
}

/** No row can be locked that is not there yet. */
const takeTurns = (tx: Transaction, digest: Buffer) =>
  tx.query("select pg_advisory_xact_lock($1)", [digest.readBigInt64BE().toString()]);
