import type { PhoneReason } from "@sello/api";
import type { AuditLog } from "../../../audit/AuditLog.ts";
import { type Caller, toActor } from "../../../http/Caller.ts";
import type { JsonAnswer } from "../../../http/routes/Route.ts";
import type { Transaction, Transactor } from "../../../platform/database/Transaction.ts";
import { NotFound } from "../../../platform/errors.ts";
import type { Persons } from "../joining/Persons.ts";
import { maskPhone } from "../masks.ts";
import type { Messages } from "../messages/Messages.ts";
import type { OwnNotices } from "../notices/OwnNotices.ts";
import type { PgResidentAccounts } from "../PgResidentAccounts.ts";
import type { PgResidentPasskeys } from "../passkeys/PgResidentPasskeys.ts";
import type { IdentityOffices } from "../registered/IdentityOffices.ts";
import type { PgRegisteredPhones, PhoneChange } from "../registered/PgRegisteredPhones.ts";
import type { ResidentSessions } from "../sessions/ResidentSessions.ts";
import { requireOfficer } from "./requireOfficer.ts";

export type DeskPersonsParts = {
  readonly database: Transactor;
  readonly accounts: PgResidentAccounts;
  readonly phones: PgRegisteredPhones;
  readonly persons: Persons;
  readonly offices: Pick<IdentityOffices, "require">;
  readonly sessions: Pick<ResidentSessions, "list">;
  readonly store: Pick<PgResidentPasskeys, "ofAccount">;
  readonly messages: Messages;
  readonly notices: OwnNotices;
  readonly audit: AuditLog;
};

type Change = {
  readonly idNumber: string;
  readonly phone: string | null;
  readonly reason: PhoneReason;
};

/** What an officer at a desk sees of a person whose card they hold, and what they change. The person is told of each. */
export class DeskPersons {
  readonly #parts: DeskPersonsParts;

  constructor(parts: DeskPersonsParts) {
    this.#parts = parts;
  }

  /**
   * With a key: `Forbidden` `desk.officer`. Not an identity office: as `IdentityOffices.require`. The city has no identity
   * document of the person: `NotFound` `desk.person_unknown`.
   */
  async require(caller: Caller, idNumber: string) {
    const officer = requireOfficer(caller);
    await this.#parts.offices.require(caller.authority);
    if (await this.#parts.persons.isKnown(idNumber)) return officer;
    throw new NotFound(
      "desk.person_unknown",
      "The city has no valid identity document with this number. Compare it with the card.",
    );
  }

  /** Errors as `require`. */
  async look(caller: Caller, idNumber: string): Promise<JsonAnswer<"lookAtDesk">> {
    const { database, accounts, phones, sessions, store, notices } = this.#parts;
    await this.require(caller, idNumber);
    return database.transaction(async (tx) => {
      const found = await phones.find(tx, idNumber);
      const account = await accounts.lockByIdentity(tx, idNumber);
      if (account !== null)
        await notices.add(tx, account.id, { kind: "desk.looked", authority: caller.authority });
      await this.#record(tx, caller, account?.id ?? null);
      const passkeys = account === null ? [] : await store.ofAccount(account.id, tx);
      return {
        phone: found && maskPhone(found.phone),
        phoneSince: found && found.changedAt,
        account: account && {
          sessions: (await sessions.list({ account: account.id })).length,
          passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
            ...{ id, name, createdAt, lastUsedAt },
          })),
        },
      };
    });
  }

  /** Errors as `require`. The phone that it was learns of it, and so does the account. */
  async changePhone(caller: Caller, given: Change): Promise<PhoneChange["outcome"]> {
    const { database, accounts, phones, messages, notices, audit } = this.#parts;
    const { idNumber, phone, reason } = given;
    await this.require(caller, idNumber);
    return database.transaction(async (tx) => {
      const account = await accounts.lockByIdentity(tx, idNumber);
      const change = await phones.set(tx, { idNumber, phone }, caller.authority);
      const { outcome } = change;
      const language = account?.language ?? "zh";
      if ("before" in change)
        await messages.send(tx, { to: change.before, kind: "phone.changed", language });
      if (account !== null && outcome !== "same")
        await notices.add(tx, account.id, { kind: "phone.changed", authority: caller.authority });
      await audit.record(
        {
          actor: toActor(caller),
          action: "registered_phones.change",
          subject: subjectOf(caller, account?.id ?? null),
          authority: caller.authority,
          data: { reason, outcome },
        },
        tx,
      );
      return outcome;
    });
  }

  #record(tx: Transaction, caller: Caller, account: string | null): Promise<void> {
    return this.#parts.audit.record(
      {
        actor: toActor(caller),
        action: "registered_phones.look",
        subject: subjectOf(caller, account),
        authority: caller.authority,
      },
      tx,
    );
  }
}

/** Who has no account has no id that says nothing. */
const subjectOf = ({ authority }: Caller, account: string | null): string =>
  account === null ? `authority:${authority}` : `account:${account}`;
