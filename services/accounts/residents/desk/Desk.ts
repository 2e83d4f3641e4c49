import { randomInt } from "node:crypto";
import type { AuditLog } from "../../../audit/AuditLog.ts";
import { type Caller, type ResidentSession, toActor, toCallerId } from "../../../http/Caller.ts";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import type { Transaction, Transactor } from "../../../platform/database/Transaction.ts";
import { Conflict, NotFound } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import type { AccountDoors } from "../AccountDoors.ts";
import type { Persons } from "../joining/Persons.ts";
import type { Messages } from "../messages/Messages.ts";
import type { OwnNotices } from "../notices/OwnNotices.ts";
import type { PgResidentAccounts } from "../PgResidentAccounts.ts";
import type { ResidentLimits } from "../ResidentLimits.ts";
import type { ResidentSecrets } from "../ResidentSecrets.ts";
import type { IdentityOffices } from "../registered/IdentityOffices.ts";
import type { PgRegisteredPhones } from "../registered/PgRegisteredPhones.ts";
import type { ResidentSessions } from "../sessions/ResidentSessions.ts";

export type DeskParts = {
  readonly database: Transactor;
  readonly accounts: PgResidentAccounts;
  readonly doors: AccountDoors;
  readonly phones: PgRegisteredPhones;
  readonly persons: Persons;
  readonly offices: IdentityOffices;
  readonly sessions: ResidentSessions;
  readonly secrets: ResidentSecrets;
  readonly limits: ResidentLimits;
  readonly messages: Messages;
  readonly notices: OwnNotices;
  readonly audit: AuditLog;
  readonly clock: Clock;
};

/** At an officer's desk: the resident shows a code, the officer sees the card and enters both. */
export class Desk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** A code for this session, in place of the one before. */
  async createCode({ id }: ResidentSession): Promise<{ code: string; endsAt: number }> {
    const { database, secrets, clock } = this.#parts;
    const code = String(randomInt(100_000_000)).padStart(8, "0");
    const now = toSeconds(clock.nowMs());
    const endsAt = now + limits.deskCodeSeconds;
    const digest = await secrets.digest("desk", code);
    await database.transaction(async (tx) => {
      await tx.query(
        "delete from resident_desk_codes where session = $1 or ends_at <= to_timestamp($2)",
        [id, now],
      );
      await tx.query(
        `insert into resident_desk_codes (digest, session, ends_at)
         values ($1, $2, to_timestamp($3))`,
        [digest, id, endsAt],
      );
    });
    return { code, endsAt };
  }

  /**
   * Joins the account of the session whose code it is, and raises that session to level `desk`. Not an office that may
   * issue the identity document: `Forbidden`, as `IdentityOffices.require`. Nobody's code: `Conflict` `desk.code`. The
   * city has no identity document of the person: `NotFound` `desk.person_unknown`. Joined to somebody else: `Conflict`
   * `identity.other`.
   */
  async join(caller: Caller, code: string, idNumber: string): Promise<{ moved: boolean }> {
    const { offices, limits: counts, persons, database } = this.#parts;
    await offices.require(caller.authority);
    const takeBack = await counts.attempt(`desk ${toCallerId(caller)}`);
    if (!(await persons.isKnown(idNumber)))
      throw new NotFound(
        "desk.person_unknown",
        "The city has no valid identity document with this number. Compare it with the card.",
      );
    const moved = await database.transaction(async (tx) => {
      const session = await this.#useCode(tx, code);
      return this.#join(tx, caller, session, idNumber);
    });
    await takeBack();
    return { moved };
  }

  async #useCode(tx: Transaction, code: string): Promise<{ id: string; account: string }> {
    const { secrets, clock } = this.#parts;
    const { rows } = await tx.query<{ id: string; account: string }>(
      `with used as (
         delete from resident_desk_codes where digest = $1 and ends_at > to_timestamp($2)
         returning session)
       select s.id, s.account from used join resident_sessions s on s.id = used.session`,
      [await secrets.digest("desk", code), toSeconds(clock.nowMs())],
    );
    if (rows[0]) return rows[0];
    throw new Conflict("desk.code", "Nobody shows this code now. Have the app show a new one.");
  }

  async #join(
    tx: Transaction,
    caller: Caller,
    session: { id: string; account: string },
    idNumber: string,
  ): Promise<boolean> {
    const { accounts, doors, phones, sessions, messages, notices, audit } = this.#parts;
    const before = await accounts.byId(session.account, tx);
    if (before === null) throw new Conflict("desk.code", "The account was erased a moment ago.");
    if (before.idNumber !== null && before.idNumber !== idNumber)
      throw new Conflict(
        "identity.other",
        "The app shows another person's account. Sign out first.",
      );
    const registered = await phones.of(tx, idNumber);
    // The person stands here with the phone that the account began with: it is as good as a registered one.
    if (registered === null && before.phone !== null)
      await phones.set(tx, { idNumber, phone: before.phone }, caller.authority);
    const own = registered ?? before.phone;
    const proven = before.phone === own ? own : null;
    // The session is still in the account that it began in, which must not go before it has left it.
    if (before.idNumber === null) await accounts.setPhone(tx, before.id, null);
    const { account, existed } = await doors.byIdentity(tx, idNumber, proven, before.language);
    await sessions.raise(tx, session.id, account.id);
    if (account.id !== before.id) await accounts.remove(tx, before.id);
    await notices.add(tx, account.id, { kind: "identity.joined" });
    if (own !== null)
      await messages.send(tx, { to: own, kind: "desk.joined", language: account.language });
    await audit.record(
      {
        actor: toActor(caller),
        action: "account.join",
        subject: `account:${account.id}`,
        authority: caller.authority,
      },
      tx,
    );
    return existed && account.id !== before.id;
  }
}
