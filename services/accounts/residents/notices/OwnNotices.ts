import { randomUUID } from "node:crypto";
import type { NoticeKind } from "@sello/api";
import { type AuthorityId, fromHex } from "@sello/sdk";
import type { Transaction } from "../../../platform/database/Transaction.ts";

/** What a notice of the account itself is about. */
export type OwnNotice = {
  readonly kind: NoticeKind;
  /** Of a browser or a passkey. */
  readonly name?: string;
  /** Unix seconds. */
  readonly goodFrom?: number | null;
  /** Which office did it. */
  readonly authority?: AuthorityId;
};

/** Writes notices of what happens to an account, in the transaction in which it does. */
export class OwnNotices {
  async add(tx: Transaction, account: string, notice: OwnNotice): Promise<void> {
    const { kind, name = null, goodFrom = null, authority } = notice;
    await tx.query(
      `insert into resident_notices (id, account, kind, name, good_from, authority_id, at)
       values ($1, $2, $3, $4, to_timestamp($5), $6, now())`,
      [randomUUID(), account, kind, name, goodFrom, authority ? fromHex(authority) : null],
    );
  }

  /** Tells of a browser that the account was not used in before; of its first one there is nothing to tell. */
  async noteBrowser(tx: Transaction, account: string, browser: string): Promise<void> {
    const { rows } = await tx.query<{ fresh: boolean; others: boolean }>(
      `with known as (
         insert into resident_browsers (account, browser) values ($1, $2)
         on conflict do nothing returning browser)
       select exists (select from known) as fresh,
         exists (select from resident_browsers where account = $1 and browser <> $2) as others`,
      [account, browser],
    );
    if (rows[0]?.fresh && rows[0].others)
      await this.add(tx, account, { kind: "session.new-browser", name: browser });
  }
}
