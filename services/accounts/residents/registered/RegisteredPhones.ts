import type { AuthorityId } from "@sello/sdk";
import type { AuditLog } from "../../../audit/AuditLog.ts";
import { type Caller, toActor } from "../../../http/Caller.ts";
import type { Transactor } from "../../../platform/database/Transaction.ts";
import { InvalidInput, type Violation } from "../../../platform/errors.ts";
import type { Messages } from "../messages/Messages.ts";
import { parseIdNumber } from "../readIdNumber.ts";
import { parsePhone } from "../readPhone.ts";
import type { IdentityOffices } from "./IdentityOffices.ts";
import type { PgRegisteredPhones } from "./PgRegisteredPhones.ts";

/** As the office wrote it. */
export type GivenPhone = { readonly idNumber: string; readonly phone: string | null };

export type PhoneCount = {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly same: number;
};

/** What the register says of persons' phones. */
export class RegisteredPhones {
  readonly #database: Transactor;
  readonly #store: PgRegisteredPhones;
  readonly #offices: IdentityOffices;
  readonly #messages: Messages;
  readonly #audit: AuditLog;

  constructor(parts: {
    database: Transactor;
    store: PgRegisteredPhones;
    offices: IdentityOffices;
    messages: Messages;
    audit: AuditLog;
  }) {
    this.#database = parts.database;
    this.#store = parts.store;
    this.#offices = parts.offices;
    this.#messages = parts.messages;
    this.#audit = parts.audit;
  }

  /**
   * Keeps all or none. Not an identity office: as `IdentityOffices.require`. A number is wrong, or a person is there
   * twice: `InvalidInput` `registered_phones.malformed`, with each.
   */
  async register(caller: Caller, given: readonly GivenPhone[]): Promise<PhoneCount> {
    await this.#offices.require(caller.authority);
    const persons = read(given);
    return this.#database.transaction(async (tx) => {
      const outcomes = [];
      for (const person of persons) outcomes.push(await this.#set(tx, person, caller.authority));
      const counted = Map.groupBy(outcomes, (each) => each);
      const of = (outcome: string) => counted.get(outcome)?.length ?? 0;
      const counts = {
        ...{ added: of("added"), changed: of("changed") },
        ...{ removed: of("removed"), same: of("same") },
      };
      await this.#audit.record(
        {
          actor: toActor(caller),
          action: "registered_phones.set",
          subject: `authority:${caller.authority}`,
          authority: caller.authority,
          data: counts,
        },
        tx,
      );
      return counts;
    });
  }

  async #set(
    tx: Parameters<PgRegisteredPhones["set"]>[0],
    person: GivenPhone,
    by: AuthorityId,
  ): Promise<string> {
    const change = await this.#store.set(tx, person, by);
    // Whose number was taken away without their doing learns of it there.
    if ("before" in change)
      await this.#messages.send(tx, { to: change.before, kind: "phone.changed", language: "zh" });
    return change.outcome;
  }
}

function read(given: readonly GivenPhone[]): readonly GivenPhone[] {
  const violations: Violation[] = [];
  const refuse = (index: number, member: string, code: string, message: string) =>
    violations.push({ pointer: `/body/phones/${index}/${member}`, code, message });
  const seen = new Set<string>();
  const persons = given.map((each, index) => {
    const idNumber = parseIdNumber(each.idNumber);
    const phone = each.phone === null ? null : parsePhone(each.phone);
    if (idNumber === null)
      refuse(index, "idNumber", "id_number.malformed", "is not an identity number (GB 11643)");
    else if (seen.has(idNumber)) refuse(index, "idNumber", "id_number.repeated", "is there twice");
    if (phone === null && each.phone !== null)
      refuse(index, "phone", "phone.malformed", "is not a phone number (E.164)");
    if (idNumber !== null) seen.add(idNumber);
    return { idNumber: idNumber ?? "", phone };
  });
  if (violations.length === 0) return persons;
  throw new InvalidInput(
    "registered_phones.malformed",
    "Mend the numbers that are named, and send all again: none was kept.",
    violations,
  );
}
