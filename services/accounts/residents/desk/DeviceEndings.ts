import { randomUUID } from "node:crypto";
import type { AuthorityId, Hex } from "@sello/sdk";
import type { AuditLog } from "../../../audit/AuditLog.ts";
import { type Caller, toActor } from "../../../http/Caller.ts";
import type { JsonAnswer } from "../../../http/routes/Route.ts";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import type { Transaction, Transactor } from "../../../platform/database/Transaction.ts";
import { Conflict, Forbidden, NotFound } from "../../../platform/errors.ts";
import type { ManyAccounts } from "../../../registry/accounts/ManyAccount.ts";
import { isSubordinate } from "../../../registry/isSubordinate.ts";
import type { Registry } from "../../../registry/Registry.ts";
import { subordinateAuthorities } from "../../actsFor.ts";
import { deskLimits } from "../deskLimits.ts";
import type { EndedDevices, ResidentEnding } from "../ending/ResidentEnding.ts";
import { maskIdNumber } from "../masks.ts";
import type { PgResidentAccounts } from "../PgResidentAccounts.ts";
import type { PgResidentPasskeys } from "../passkeys/PgResidentPasskeys.ts";
import type { DeskPersons } from "./DeskPersons.ts";
import type { DeviceEnding, PgDeviceEndings } from "./PgDeviceEndings.ts";
import { peopleBehind } from "./peopleBehind.ts";
import { requireOfficer } from "./requireOfficer.ts";

type View = JsonAnswer<"listDeviceEndings">["endings"][number];

export type DeviceEndingsParts = {
  readonly database: Transactor;
  readonly endings: PgDeviceEndings;
  readonly deskPersons: Pick<DeskPersons, "require">;
  readonly accounts: PgResidentAccounts;
  readonly store: Pick<PgResidentPasskeys, "ofAccount">;
  readonly ending: Pick<ResidentEnding, "endDevices">;
  readonly manyAccounts: ManyAccounts;
  readonly registry: Registry;
  readonly audit: AuditLog;
  readonly clock: Clock;
};

type Asked = Pick<DeviceEnding, "reason" | "passkeys" | "removePhone"> & {
  readonly idNumber: string;
};

/**
 * A stolen phone, ended at a desk by two officers: one sees the card and asks, another agrees in time
 * (docs/decisions/0213). Each is told apart by the people behind their accounts.
 */
export class DeviceEndings {
  readonly #parts: DeviceEndingsParts;

  constructor(parts: DeviceEndingsParts) {
    this.#parts = parts;
  }

  /**
   * Errors as `DeskPersons.require`. No account: `NotFound` `desk.no_account`; no such passkey: `NotFound`
   * `passkey.unknown`; another request waits: `Conflict` `desk.ending_waits`.
   */
  async ask(caller: Caller, asked: Asked): Promise<View> {
    const { database, deskPersons, accounts, endings, store, audit } = this.#parts;
    const { account: askedBy, authority } = await deskPersons.require(caller, asked.idNumber);
    const { reason, passkeys, removePhone } = asked;
    const made = await database.transaction(async (tx) => {
      const account = await accounts.lockByIdentity(tx, asked.idNumber);
      if (account === null)
        throw new NotFound("desk.no_account", "The person has no account, so no device has one.");
      const own = new Set((await store.ofAccount(account.id, tx)).map(({ id }) => id));
      if (passkeys?.some((id) => !own.has(id)))
        throw new NotFound("passkey.unknown", "The account has no such passkey. Look again.");
      const askedAt = this.#now();
      const times = { askedAt, endsAt: askedAt + deskLimits.deviceEndingSeconds };
      const ending: DeviceEnding = {
        ...{ id: randomUUID(), account: account.id, authority, askedBy },
        ...{ reason, passkeys, removePhone, ...times },
      };
      if (!(await endings.insert(tx, ending)))
        throw new Conflict(
          "desk.ending_waits",
          "Another request for this person waits. Have it confirmed or taken back first.",
        );
      const event = { actor: toActor(caller), action: "device_ending.ask", authority };
      const data = { reason, passkeys: passkeys?.length ?? "all", removePhone };
      await audit.record({ ...event, subject: `account:${account.id}`, data }, tx);
      return ending;
    });
    return this.#toView(caller, made);
  }

  /** Of the officer's authority and those below it. With a key: `Forbidden` `desk.officer`. */
  async list(caller: Caller): Promise<readonly View[]> {
    requireOfficer(caller);
    const below = await subordinateAuthorities(this.#parts.registry, caller);
    const found = await this.#parts.endings.waiting(below, this.#now());
    return Promise.all(found.map((ending) => this.#toView(caller, ending)));
  }

  /**
   * Ends the devices. None such waits for this officer: `NotFound` `desk.ending_unknown`. They asked themselves:
   * `Forbidden` `desk.own_ending`; one person is behind both accounts, or may be: `Forbidden` `desk.same_person`.
   */
  async confirm(caller: Caller, id: string): Promise<EndedDevices> {
    const officer = requireOfficer(caller);
    const { database, endings, ending: devices, audit } = this.#parts;
    const { askedBy } = await database.transaction((tx) => this.#lock(tx, caller, id));
    // Asked outside of the transaction that ends something: the chain's answer may take long.
    await this.#requireOther(officer.account, askedBy);
    return database.transaction(async (tx) => {
      const ending = await this.#lock(tx, caller, id);
      const { account, reason, removePhone, passkeys } = ending;
      const by = { actor: toActor(caller), authority: caller.authority };
      const chosen = { passkeys, removePhone };
      const ended = await devices.endDevices(tx, account, chosen, by);
      await endings.decide(tx, id, "confirmed", { account: officer.account, at: this.#now() });
      const event = { ...by, action: "device_ending.confirm", subject: `account:${account}` };
      const data = { reason, ...ended, removePhone, askedBy };
      await audit.record({ ...event, data }, tx);
      return ended;
    });
  }

  /** Takes back or declines. None such waits for this officer: `NotFound` `desk.ending_unknown`. */
  async drop(caller: Caller, id: string): Promise<void> {
    const officer = requireOfficer(caller);
    const { database, endings, audit } = this.#parts;
    await database.transaction(async (tx) => {
      const { account, reason, askedBy } = await this.#lock(tx, caller, id);
      await endings.decide(tx, id, "dropped", { account: officer.account, at: this.#now() });
      const { authority } = caller;
      const event = { actor: toActor(caller), action: "device_ending.drop", authority };
      const data = { reason, askedBy };
      await audit.record({ ...event, subject: `account:${account}`, data }, tx);
    });
  }

  async #requireOther(account: Hex, askedBy: Hex): Promise<void> {
    if (account === askedBy)
      throw new Forbidden("desk.own_ending", "You asked for this. Another officer confirms it.");
    const { manyAccounts } = this.#parts;
    const [own, others] = await Promise.all([
      peopleBehind(manyAccounts, account),
      peopleBehind(manyAccounts, askedBy),
    ]);
    if (![...own].some((person) => others.has(person))) return;
    throw new Forbidden(
      "desk.same_person",
      "Who asked may be behind your account as well. Another person has to confirm it.",
    );
  }

  async #lock(tx: Transaction, caller: Caller, id: string): Promise<DeviceEnding> {
    const { endings } = this.#parts;
    const found = await endings.lock(tx, id, this.#now());
    if (found !== null && (await this.#isOver(caller.authority, found.authority))) return found;
    throw new NotFound(
      "desk.ending_unknown",
      "No such request waits here. It may be confirmed, taken back or over.",
    );
  }

  #isOver(authority: AuthorityId, below: AuthorityId): Promise<boolean> {
    return isSubordinate(this.#parts.registry, below, authority);
  }

  async #toView(caller: Caller, ending: DeviceEnding): Promise<View> {
    const { accounts, registry } = this.#parts;
    const { id, reason, removePhone, askedBy, askedAt, endsAt } = ending;
    const { slug, name } = await registry.byId(ending.authority);
    const idNumber = (await accounts.byId(ending.account))?.idNumber ?? "";
    return {
      ...{ id, reason, removePhone, askedBy, askedAt, endsAt },
      person: maskIdNumber(idNumber),
      passkeys: ending.passkeys?.length ?? null,
      authority: { slug, name },
      own: caller.kind === "officer" && caller.account === askedBy,
    };
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}
