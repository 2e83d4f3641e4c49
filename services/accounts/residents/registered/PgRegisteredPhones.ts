import { type AuthorityId, fromHex } from "@sello/sdk";
import type { Queryable, Row, Transaction } from "../../../platform/database/Transaction.ts";
import type { ResidentSecrets } from "../ResidentSecrets.ts";

/** What became of the phone of a person: `before` is the one that it took the place of. */
export type PhoneChange =
  | { readonly outcome: "added" | "same" }
  | { readonly outcome: "changed" | "removed"; readonly before: string };

const placeOf = (identityDigest: Buffer): string =>
  `registered phone ${identityDigest.toString("hex")}`;

/** Table `registered_phones`: the phone that the register has for a person. */
export class PgRegisteredPhones {
  readonly #secrets: ResidentSecrets;

  constructor(secrets: ResidentSecrets) {
    this.#secrets = secrets;
  }

  /** In E.164; null: the register has none. */
  async of(queryable: Queryable, idNumber: string): Promise<string | null> {
    return (await this.find(queryable, idNumber))?.phone ?? null;
  }

  /** The same, and since when (unix seconds). */
  async find(
    queryable: Queryable,
    idNumber: string,
  ): Promise<{ readonly phone: string; readonly changedAt: number } | null> {
    const digest = await this.#secrets.digest("identity", idNumber);
    const { rows } = await queryable.query<Row & { phone: Buffer; changedAt: number }>(
      `select phone, floor(extract(epoch from changed_at))::float8 as "changedAt"
       from registered_phones where identity_digest = $1`,
      [digest],
    );
    if (!rows[0]) return null;
    const { phone, changedAt } = rows[0];
    return { phone: await this.#secrets.open(placeOf(digest), phone), changedAt };
  }

  /** @param person.phone null: the register has none any more */
  async set(
    tx: Transaction,
    person: { readonly idNumber: string; readonly phone: string | null },
    by: AuthorityId,
  ): Promise<PhoneChange> {
    const before = await this.of(tx, person.idNumber);
    if (before === person.phone) return { outcome: "same" };
    const digest = await this.#secrets.digest("identity", person.idNumber);
    if (person.phone === null) {
      await tx.query("delete from registered_phones where identity_digest = $1", [digest]);
      return { outcome: "removed", before: before as string };
    }
    await tx.query(
      `insert into registered_phones (identity_digest, phone_digest, phone, authority_id)
       values ($1, $2, $3, $4)
       on conflict (identity_digest) do update set phone_digest = excluded.phone_digest,
         phone = excluded.phone, authority_id = excluded.authority_id, changed_at = now()`,
      [
        digest,
        await this.#secrets.digest("phone", person.phone),
        await this.#secrets.seal(placeOf(digest), person.phone),
        fromHex(by),
      ],
    );
    return before === null ? { outcome: "added" } : { outcome: "changed", before };
  }
}
