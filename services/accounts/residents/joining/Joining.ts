import type { AuditLog } from "../../../audit/AuditLog.ts";
import type { ResidentSession } from "../../../http/Caller.ts";
import type { Transaction } from "../../../platform/database/Transaction.ts";
import { Conflict } from "../../../platform/errors.ts";
import type { AccountDoors } from "../AccountDoors.ts";
import type { AskedCode } from "../codes/Code.ts";
import type { Codes } from "../codes/Codes.ts";
import type { OwnNotices } from "../notices/OwnNotices.ts";
import type { PgResidentAccounts } from "../PgResidentAccounts.ts";
import type { ResidentAccount } from "../ResidentAccount.ts";
import type { SignInClient } from "../ResidentSignIns.ts";
import type { ResidentSessions, StartedSession } from "../sessions/ResidentSessions.ts";

export type JoiningParts = {
  readonly accounts: PgResidentAccounts;
  readonly codes: Codes;
  readonly doors: AccountDoors;
  readonly sessions: ResidentSessions;
  readonly notices: OwnNotices;
  readonly audit: AuditLog;
};

export type Joined = StartedSession & {
  /** The person had an account already. */
  readonly moved: boolean;
};

/**
 * Joins an account to the register with an ID number and the phone that the register has for it. The session goes on in
 * the account of the person, under a new token; the one that it began in is deleted with all that was set up in it, so that
 * nobody who had a hand in that one has one in this.
 */
export class Joining {
  readonly #parts: JoiningParts;

  constructor(parts: JoiningParts) {
    this.#parts = parts;
  }

  /** Joined already: `Conflict` `identity.joined`. Others as `Codes.ask`. */
  async begin(session: ResidentSession, idNumber: string, address: string): Promise<AskedCode> {
    const account = requireOpen(await this.#parts.accounts.byId(session.account));
    const { language, id } = account;
    const asked = { purpose: "identity", target: { idNumber }, language, subject: null } as const;
    return this.#parts.codes.ask({ ...asked, account: id }, address);
  }

  /** Errors as `begin` and `Codes.give`. */
  async finish(
    session: ResidentSession,
    id: string,
    code: string,
    { address, browser }: SignInClient,
  ): Promise<Joined> {
    const given = { id, code, purpose: "identity", account: session.account, address } as const;
    return this.#parts.codes.give(given, async (tx, { target, phone, language }) => {
      if (!("idNumber" in target)) throw new TypeError("an identity without its number");
      requireOpen(await this.#parts.accounts.byId(session.account, tx));
      return this.#move(tx, session, { idNumber: target.idNumber, phone, language, browser });
    });
  }

  async #move(
    tx: Transaction,
    session: ResidentSession,
    to: Pick<ResidentAccount, "language"> & { idNumber: string; phone: string; browser: string },
  ): Promise<Joined> {
    const { doors, sessions, notices, accounts, audit } = this.#parts;
    const { account, existed } = await doors.byIdentity(tx, to.idNumber, to.phone, to.language);
    const changes = { account: account.id, level: "code", browser: to.browser } as const;
    const started = await sessions.renew(tx, session, changes);
    await accounts.remove(tx, session.account);
    await notices.noteBrowser(tx, account.id, to.browser);
    await notices.add(tx, account.id, { kind: "identity.joined", name: to.browser });
    await audit.record(
      {
        actor: `resident:${account.id}`,
        action: "account.join",
        subject: `account:${account.id}`,
        authority: null,
      },
      tx,
    );
    return { ...started, moved: existed };
  }
}

/** An account that is joined stays with its person. */
export function requireOpen(account: ResidentAccount | null): ResidentAccount {
  if (account !== null && account.idNumber === null) return account;
  throw new Conflict(
    "identity.joined",
    "The account is joined to the register. Sign in as the other person to join theirs.",
  );
}
