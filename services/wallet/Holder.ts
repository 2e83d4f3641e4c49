import type { PgResidentAccounts } from "../accounts/residents/PgResidentAccounts.ts";
import type { PgResidentCounts } from "../accounts/residents/PgResidentCounts.ts";
import type { ResidentAccount } from "../accounts/residents/ResidentAccount.ts";
import type { ResidentSession } from "../http/Caller.ts";
import { NotFound } from "../platform/errors.ts";

/** Whose documents a session is about. */
export class Holder {
  readonly counts: PgResidentCounts;
  readonly #accounts: Pick<PgResidentAccounts, "byId">;

  constructor(accounts: Pick<PgResidentAccounts, "byId">, counts: PgResidentCounts) {
    this.#accounts = accounts;
    this.counts = counts;
  }

  /** Null: it was erased a moment ago. */
  account({ account }: Pick<ResidentSession, "account">): Promise<ResidentAccount | null> {
    return this.#accounts.byId(account);
  }

  /** The ID number; null: the account is not joined to the register. */
  async find(session: Pick<ResidentSession, "account">): Promise<string | null> {
    return (await this.account(session))?.idNumber ?? null;
  }

  /** The same; not joined: `NotFound` `document.unknown`. */
  async require(session: Pick<ResidentSession, "account">): Promise<string> {
    const idNumber = await this.find(session);
    if (idNumber !== null) return idNumber;
    throw new NotFound(
      "document.unknown",
      "The account is not joined to the register, so it has no documents. Join it first.",
    );
  }
}
