import type { AuditLog } from "../../audit/AuditLog.ts";
import { type ResidentSession, toActor } from "../../http/Caller.ts";
import type { PgResidentAccounts } from "./PgResidentAccounts.ts";

/**
 * Erases an account: what the person set up, and what the service noted for them. Documents are the offices' that issued
 * them, and the registered phone is the register's: both stay.
 */
export class ResidentErasure {
  readonly #accounts: PgResidentAccounts;
  readonly #audit: AuditLog;

  constructor(parts: { accounts: PgResidentAccounts; audit: AuditLog }) {
    this.#accounts = parts.accounts;
    this.#audit = parts.audit;
  }

  erase(session: ResidentSession): Promise<void> {
    return this.#accounts.transaction(async (tx) => {
      await this.#accounts.remove(tx, session.account);
      const subject = `account:${session.account}`;
      const event = { actor: toActor(session), action: "account.erase", subject, authority: null };
      await this.#audit.record(event, tx);
    });
  }
}
