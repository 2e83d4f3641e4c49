import type { Language } from "@sello/sdk";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../../platform/database/Transaction.ts";
import { limits } from "../../../platform/limits.ts";
import type { ResidentSecrets } from "../ResidentSecrets.ts";
import type { AskedCode, CodePurpose, CodeTarget, NewCode } from "./Code.ts";

/** A code as it is kept. */
export type StoredCode = AskedCode &
  NewCode & {
    readonly codeDigest: Buffer | null;
    /** Sealed as of this code. */
    readonly sentTo: string | null;
    readonly tries: number;
  };

type CodeRow = Row & {
  id: string;
  purpose: CodePurpose;
  account: string | null;
  subject: string | null;
  phone: Buffer | null;
  identity: Buffer | null;
  language: Language;
  codeDigest: Buffer | null;
  sentTo: Buffer | null;
  tries: number;
  resendAt: number;
  endsAt: number;
};

const columns = `id, purpose, account, subject, phone, identity, language, tries,
  code_digest as "codeDigest", sent_to as "sentTo",
  extract(epoch from resend_at)::float8 as "resendAt", extract(epoch from ends_at)::float8 as "endsAt"`;

const placeOf = (id: string): string => `code ${id}`;

/** Table `resident_codes`. Numbers are sealed; of a code only a digest is kept. */
export class PgCodes implements Transactor {
  readonly #database: Queryable & Transactor;
  readonly #secrets: ResidentSecrets;

  constructor(database: Queryable & Transactor, secrets: ResidentSecrets) {
    this.#database = database;
    this.#secrets = secrets;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** The same statement for a phone and for a person: one of the two is null. */
  async insert(queryable: Queryable, code: NewCode & AskedCode): Promise<void> {
    const { id, purpose, account, subject, target, language, resendAt, endsAt } = code;
    const isPhone = "phone" in target;
    const text = isPhone ? target.phone : target.idNumber;
    const digest = await this.#secrets.digest(isPhone ? "phone" : "identity", text);
    const sealed = await this.#secrets.seal(placeOf(id), text);
    const ofPhone = isPhone ? [digest, sealed, null, null] : [null, null, digest, sealed];
    await queryable.query(
      `insert into resident_codes (id, purpose, account, subject, phone_digest, phone,
         identity_digest, identity, language, resend_at, ends_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10), to_timestamp($11))`,
      [id, purpose, account, subject, ...ofPhone, language, resendAt, endsAt],
    );
  }

  /** Locked until `tx` ends; null when there is no such. */
  async lock(tx: Transaction, id: string): Promise<StoredCode | null> {
    const { rows } = await tx.query<CodeRow>(
      `select ${columns} from resident_codes where id = $1 for update`,
      [id],
    );
    return rows[0] ? this.#toCode(rows[0]) : null;
  }

  /** Asks for another code in place of the one before. */
  async ask(tx: Transaction, { id, resendAt, endsAt }: AskedCode): Promise<void> {
    await tx.query(
      `update resident_codes set code_digest = null, sent_to = null, due = true, tries = 0,
         resend_at = to_timestamp($2), ends_at = to_timestamp($3)
       where id = $1`,
      [id, resendAt, endsAt],
    );
  }

  async countTry(tx: Transaction, id: string): Promise<void> {
    await tx.query("update resident_codes set tries = tries + 1 where id = $1", [id]);
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.query("delete from resident_codes where id = $1", [id]);
  }

  /** Codes that are to be drawn and sent, locked until `tx` ends. */
  async due(tx: Transaction, now: number): Promise<readonly StoredCode[]> {
    const { rows } = await tx.query<CodeRow>(
      `select ${columns} from resident_codes where due and ends_at > to_timestamp($1)
       order by resend_at limit $2 for update skip locked`,
      [now, limits.residentMessagesAtOnce],
    );
    return Promise.all(rows.map((row) => this.#toCode(row)));
  }

  /** @param sent null: there was nowhere to send it */
  async drawn(
    tx: Transaction,
    id: string,
    sent: { readonly digest: Buffer; readonly phone: string } | null,
  ): Promise<void> {
    const sealed = sent && (await this.#secrets.seal(placeOf(id), sent.phone));
    await tx.query(
      "update resident_codes set due = false, code_digest = $2, sent_to = $3 where id = $1",
      [id, sent?.digest ?? null, sealed],
    );
  }

  async forget(now: number): Promise<void> {
    await this.#database.query("delete from resident_codes where ends_at <= to_timestamp($1)", [
      now,
    ]);
  }

  async #toCode({ phone, identity, sentTo, ...row }: CodeRow): Promise<StoredCode> {
    const open = (sealed: Buffer) => this.#secrets.open(placeOf(row.id), sealed);
    const target: CodeTarget = phone
      ? { phone: await open(phone) }
      : { idNumber: await open(identity as Buffer) };
    return { ...row, target, sentTo: sentTo && (await open(sentTo)) };
  }
}
