import type { AuthorityId } from "@sello/sdk";
import type { AuditLog } from "../../../audit/AuditLog.ts";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import type { Transaction } from "../../../platform/database/Transaction.ts";
import type { DeviceCopies } from "../DeviceCopies.ts";
import type { DeviceShares } from "../DeviceShares.ts";
import type { Messages } from "../messages/Messages.ts";
import type { OwnNotices } from "../notices/OwnNotices.ts";
import type { PgResidentAccounts } from "../PgResidentAccounts.ts";
import type { PgResidentPasskeys } from "../passkeys/PgResidentPasskeys.ts";
import type { PgRegisteredPhones } from "../registered/PgRegisteredPhones.ts";
import type { ResidentSessions } from "../sessions/ResidentSessions.ts";
import type { PgResidentWallets } from "../wallets/PgResidentWallets.ts";

export type ResidentEndingParts = {
  readonly accounts: PgResidentAccounts;
  readonly sessions: Pick<ResidentSessions, "endAllBut">;
  readonly store: Pick<PgResidentPasskeys, "ofAccount" | "remove">;
  readonly wallets: Pick<PgResidentWallets, "removeAll">;
  readonly phones: PgRegisteredPhones;
  readonly deviceCopies: DeviceCopies;
  readonly deviceShares: DeviceShares;
  readonly messages: Messages;
  readonly notices: OwnNotices;
  readonly audit: AuditLog;
  readonly clock: Clock;
};

/** Who ends something, as the audit names them, and in whose name. */
export type EndingBy = { readonly actor: string; readonly authority: AuthorityId };

export type EndedDevices = {
  readonly passkeys: number;
  readonly sessions: number;
  readonly copies: number;
  /** Links. */
  readonly shares: number;
};

/** Ends what gives devices a hand in a resident's account. */
export class ResidentEnding {
  readonly #parts: ResidentEndingParts;

  constructor(parts: ResidentEndingParts) {
    this.#parts = parts;
  }

  /**
   * Ends passkeys, sessions, linked wallets, and copies on devices, links that were made on them, and tells the registered phone. Where some passkeys are
   * named, the others and their sessions stay: what began with a code or a wallet ends in any case, since nobody knows on
   * which device that was.
   */
  async endDevices(
    tx: Transaction,
    account: string,
    chosen: { readonly passkeys: readonly string[] | null; readonly removePhone: boolean },
    by: EndingBy,
  ): Promise<EndedDevices> {
    const { accounts, store, sessions, wallets, deviceCopies, deviceShares, notices } = this.#parts;
    const all = await store.ofAccount(account, tx);
    const named = chosen.passkeys === null ? null : new Set(chosen.passkeys);
    const gone = all.filter(({ id }) => named === null || named.has(id));
    const kept = all.filter((each) => !gone.includes(each)).map(({ id }) => id);
    // Before the passkeys: it is known by them which copies these are.
    const copies = await deviceCopies.withdraw(tx, account, chosen.passkeys);
    const at = toSeconds(this.#parts.clock.nowMs());
    const shares = await deviceShares.endOfDevices(tx, account, chosen.passkeys, at);
    for (const { id } of gone) await store.remove(tx, id);
    await wallets.removeAll(tx, account);
    const ended = await sessions.endAllBut(tx, account, kept, by.actor);
    await notices.add(tx, account, { kind: "devices.ended", authority: by.authority });
    if (shares > 0) await notices.add(tx, account, { kind: "shares.ended" });
    const found = await accounts.byId(account, tx);
    if (found !== null && found.idNumber !== null)
      await this.#tell(tx, { ...found, idNumber: found.idNumber }, chosen.removePhone, by);
    return { passkeys: gone.length, sessions: ended, copies, shares };
  }

  /**
   * Ends a person's account with all that is its own, and the registered phone: who has left or died signs in nowhere. Done
   * before, nothing happens. @param told whether the phone is told first
   */
  async endAccount(
    tx: Transaction,
    idNumber: string,
    { actor, authority }: EndingBy,
    told: { readonly isTold: boolean },
  ): Promise<void> {
    const { accounts, sessions, phones, deviceCopies, messages, audit } = this.#parts;
    const found = await accounts.lockByIdentity(tx, idNumber);
    const phone = await phones.of(tx, idNumber);
    if (phone !== null && told.isTold) {
      const language = found?.language ?? "zh";
      await messages.send(tx, { to: phone, kind: "account.ended", language });
    }
    await phones.set(tx, { idNumber, phone: null }, authority);
    if (found === null) return;
    await deviceCopies.withdraw(tx, found.id, null);
    await sessions.endAllBut(tx, found.id, [], actor);
    await accounts.remove(tx, found.id);
    const subject = `account:${found.id}`;
    await audit.record({ actor, action: "account.end", subject, authority }, tx);
  }

  async #tell(
    tx: Transaction,
    { id, idNumber, language }: { id: string; idNumber: string; language: "zh" | "es" | "en" },
    removePhone: boolean,
    { authority }: EndingBy,
  ): Promise<void> {
    const { accounts, phones, messages } = this.#parts;
    const to = await phones.of(tx, idNumber);
    if (to !== null) await messages.send(tx, { to, kind: "devices.ended", language });
    if (!removePhone) return;
    await phones.set(tx, { idNumber, phone: null }, authority);
    await accounts.setPhone(tx, id, null);
  }
}
