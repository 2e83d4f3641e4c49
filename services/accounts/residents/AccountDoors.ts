import type { Language } from "@sello/sdk";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import type { PgResidentAccounts } from "./PgResidentAccounts.ts";
import type { ResidentAccount } from "./ResidentAccount.ts";
import type { PgRegisteredPhones } from "./registered/PgRegisteredPhones.ts";

export type OpenedAccount = {
  readonly account: ResidentAccount;
  /** Whether it was there before. */
  readonly existed: boolean;
};

/**
 * Which account a proof opens (docs/decisions/0202). What somebody set up with a phone before its owner came is never taken
 * over into the owner's account: it is deleted, and it held nothing.
 */
export class AccountDoors {
  readonly #accounts: PgResidentAccounts;
  readonly #phones: Pick<PgRegisteredPhones, "of">;
  readonly #clock: Clock;

  constructor(parts: {
    accounts: PgResidentAccounts;
    phones: Pick<PgRegisteredPhones, "of">;
    clock: Clock;
  }) {
    this.#accounts = parts.accounts;
    this.#phones = parts.phones;
    this.#clock = parts.clock;
  }

  /**
   * By possession of a phone alone: the account that it opens. One that is joined to the register only while the register
   * has this phone for the person: numbers are given to others.
   */
  async byPhone(tx: Transaction, phone: string, language: Language): Promise<OpenedAccount> {
    const found = await this.#accounts.lockByPhone(tx, phone);
    if (found !== null && (await this.#isStillTheirs(tx, found, phone)))
      return { account: found, existed: true };
    if (found !== null) await this.#accounts.setPhone(tx, found.id, null);
    return { account: await this.#create(tx, null, phone, language), existed: false };
  }

  /**
   * By an ID number and possession of the phone that the register has for it, or by an officer who saw the card.
   * @param phone that was proven; null: none was
   */
  async byIdentity(
    tx: Transaction,
    idNumber: string,
    phone: string | null,
    language: Language,
  ): Promise<OpenedAccount> {
    const found = await this.#accounts.lockByIdentity(tx, idNumber);
    const opens = phone !== null && (await this.#freePhone(tx, phone, found?.id ?? null));
    if (found === null) {
      const own = opens ? phone : null;
      return { account: await this.#create(tx, idNumber, own, language), existed: false };
    }
    if (!opens || found.phone === phone) return { account: found, existed: true };
    await this.#accounts.setPhone(tx, found.id, phone);
    return { account: { ...found, phone }, existed: true };
  }

  /** Whether a phone may open this account: it opens no other person's whose it is still. */
  async #freePhone(tx: Transaction, phone: string, account: string | null): Promise<boolean> {
    const other = await this.#accounts.lockByPhone(tx, phone);
    if (other === null || other.id === account) return true;
    if (other.idNumber === null) {
      await this.#accounts.remove(tx, other.id);
      return true;
    }
    if (await this.#isStillTheirs(tx, other, phone)) return false;
    await this.#accounts.setPhone(tx, other.id, null);
    return true;
  }

  async #isStillTheirs(
    tx: Transaction,
    { idNumber }: ResidentAccount,
    phone: string,
  ): Promise<boolean> {
    return idNumber === null || (await this.#phones.of(tx, idNumber)) === phone;
  }

  #create(tx: Transaction, idNumber: string | null, phone: string | null, language: Language) {
    const now = toSeconds(this.#clock.nowMs());
    return this.#accounts.create(tx, { idNumber, phone, language }, now);
  }
}
