import type { DeviceReason } from "@sello/api";
import { type AuthorityId, authorityIdFrom, fromHex, type Hex, toHex } from "@sello/sdk";
import type { Queryable, Row, Transaction } from "../../../platform/database/Transaction.ts";
import { deskLimits } from "../deskLimits.ts";

/** Devices that are to end, once a second officer agrees. Times are unix seconds. */
export type DeviceEnding = {
  readonly id: string;
  readonly account: string;
  readonly authority: AuthorityId;
  /** The officer's account, lowercase. */
  readonly askedBy: Hex;
  readonly reason: DeviceReason;
  /** Null: all. */
  readonly passkeys: readonly string[] | null;
  readonly removePhone: boolean;
  readonly askedAt: number;
  readonly endsAt: number;
};

type EndingRow = Row &
  Omit<DeviceEnding, "authority" | "askedBy"> & { authority: Buffer; askedBy: Buffer };

const seconds = (column: string): string => `floor(extract(epoch from ${column}))::float8`;
const columns = `id, account, authority_id as authority, asked_by as "askedBy", reason, passkeys,
  remove_phone as "removePhone", ${seconds("asked_at")} as "askedAt", ${seconds("ends_at")} as "endsAt"`;

const toEnding = (row: EndingRow): DeviceEnding => ({
  ...row,
  authority: authorityIdFrom(row.authority),
  askedBy: toHex(row.askedBy),
});

/** Table `device_endings`. */
export class PgDeviceEndings {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** The account must be locked. False: another waits for it already. Old ones are deleted. */
  async insert(tx: Transaction, ending: DeviceEnding): Promise<boolean> {
    const { id, account, authority, askedBy, reason, passkeys, removePhone } = ending;
    const { askedAt, endsAt } = ending;
    await tx.query("delete from device_endings where ends_at < to_timestamp($1)", [
      askedAt - deskLimits.deviceEndingKeptSeconds,
    ]);
    const { rowCount } = await tx.query(
      `insert into device_endings
         (id, account, authority_id, asked_by, reason, passkeys, remove_phone, asked_at, ends_at)
       select $1, $2, $3, $4, $5, $6, $7, to_timestamp($8), to_timestamp($9)
       where not exists (
         select from device_endings
         where account = $2 and state = 'waiting' and ends_at > to_timestamp($8))`,
      [
        ...[id, account, fromHex(authority), fromHex(askedBy), reason, passkeys, removePhone],
        ...[askedAt, endsAt],
      ],
    );
    return rowCount === 1;
  }

  /** Those that wait, of these authorities, the first to end first. */
  async waiting(
    authorities: readonly AuthorityId[],
    now: number,
  ): Promise<readonly DeviceEnding[]> {
    const { rows } = await this.#database.query<EndingRow>(
      `select ${columns} from device_endings
       where state = 'waiting' and ends_at > to_timestamp($2) and authority_id = any($1::bytea[])
       order by ends_at, id limit $3`,
      [authorities.map(fromHex), now, deskLimits.deviceEndingsShown],
    );
    return rows.map(toEnding);
  }

  /** One that waits still, locked until `tx` ends. */
  async lock(tx: Transaction, id: string, now: number): Promise<DeviceEnding | null> {
    const { rows } = await tx.query<EndingRow>(
      `select ${columns} from device_endings
       where id = $1 and state = 'waiting' and ends_at > to_timestamp($2) for update`,
      [id, now],
    );
    return rows[0] ? toEnding(rows[0]) : null;
  }

  async decide(
    tx: Transaction,
    id: string,
    state: "confirmed" | "dropped",
    by: { readonly account: Hex; readonly at: number },
  ): Promise<void> {
    await tx.query(
      `update device_endings set state = $2, decided_by = $3, decided_at = to_timestamp($4)
       where id = $1`,
      [id, state, fromHex(by.account), by.at],
    );
  }
}
