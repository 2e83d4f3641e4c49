import { randomUUID } from "node:crypto";
import type { MandateRelation } from "@sello/api";
import type { Persons } from "../../accounts/residents/joining/Persons.ts";
import type { ResidentLimits } from "../../accounts/residents/ResidentLimits.ts";
import type { IdentityOffices } from "../../accounts/residents/registered/IdentityOffices.ts";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type Caller, toActor, toCallerId } from "../../http/Caller.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { Conflict, InvalidInput, NotFound } from "../../platform/errors.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import type { Statuses } from "../../status/Statuses.ts";
import type { Mandate } from "./Mandate.ts";
import { mandateLimits } from "./mandateLimits.ts";
import { toMandateEnd } from "./mandateTerm.ts";
import type { PgMandates } from "./PgMandates.ts";

/** As an officer gave it, with ID numbers that were read. */
export type GivenMandate = {
  readonly principal: string;
  readonly delegate: string;
  readonly relation: MandateRelation;
  readonly types: readonly string[] | null;
  readonly purpose: string | null;
  /** `YYYY-MM-DD`. */
  readonly lastDay: string | undefined;
};

type Parts = {
  readonly store: PgMandates;
  readonly offices: Pick<IdentityOffices, "require">;
  readonly persons: Pick<Persons, "isKnown">;
  readonly limits: Pick<ResidentLimits, "attempt">;
  readonly statuses: Pick<Statuses, "endMandate">;
  readonly types: Pick<FileDocumentTypes, "byName" | "timeZone">;
  readonly audit: AuditLog;
  readonly clock: Clock;
};

/** Officers who have checked a relation write down who acts for whom, and end it. */
export class MandateDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Not an office that may issue the identity document: as `IdentityOffices.require`. Unknown type: `NotFound`
   * `document_type.unknown`. The same person: `InvalidInput` `mandate.self`. Ages and end: as `toMandateEnd`. One of the
   * two has no valid identity document: `NotFound` `desk.person_unknown`. There is one: `Conflict` `mandate.exists`. Too
   * many of one of them: `Conflict` `mandate.too_many`.
   */
  async make(caller: Caller, given: GivenMandate): Promise<Mandate> {
    await this.#parts.offices.require(caller.authority);
    for (const name of given.types ?? []) this.#parts.types.byName(name);
    return this.write(given, caller.authority, toActor(caller), toCallerId(caller));
  }

  /** The same for an office that needs not be asked whether it may. */
  async write(
    { lastDay, ...given }: GivenMandate,
    authority: Mandate["authority"],
    actor: string,
    callerId: string,
  ): Promise<Mandate> {
    const { principal, delegate, relation } = given;
    if (principal === delegate)
      throw new InvalidInput("mandate.self", "Both numbers are the same person's.");
    const now = this.#now();
    const { timeZone } = this.#parts.types;
    const until = toMandateEnd({ relation, principal, delegate, lastDay, now, timeZone });
    await this.#requireKnown(callerId, [principal, delegate]);
    const open = { endedAt: null, endedBy: null };
    const mandate: Mandate = { id: randomUUID(), ...given, authority, madeAt: now, until, ...open };
    await this.#parts.store.transaction((tx) => this.#insert(tx, mandate, actor));
    return mandate;
  }

  /** Newest first. Errors as `IdentityOffices.require`. */
  async find(caller: Caller, person: string): Promise<readonly Mandate[]> {
    const { offices, store, limits: counts, audit } = this.#parts;
    await offices.require(caller.authority);
    const takeBack = await counts.attempt(`desk ${toCallerId(caller)}`);
    const found = await store.ofPerson(person);
    if (found.length > 0) await takeBack();
    await audit.record({
      ...{ actor: toActor(caller), action: "mandate.find", authority: caller.authority },
      subject: `authority:${caller.authority}`,
      data: { found: found.length },
    });
    return found;
  }

  /** Errors as `IdentityOffices.require`; `NotFound` `mandate.unknown`; `Conflict` `mandate.ended`. */
  async end(caller: Caller, id: string): Promise<void> {
    const { offices, store } = this.#parts;
    await offices.require(caller.authority);
    const mandate = await store.byId(id);
    if (mandate === null) throw unknownMandate();
    await endMandate(this.#parts, mandate, {
      by: "office",
      actor: toActor(caller),
      authority: caller.authority,
      now: this.#now(),
    });
  }

  /** All in which a person is, whatever they are in them: who has died acts for nobody. */
  async endAllOf(person: string, actor: string, authority: Mandate["authority"]): Promise<void> {
    const now = this.#now();
    for (const mandate of await this.#parts.store.ofPerson(person)) {
      if (mandate.endedAt !== null || mandate.until <= now) continue;
      await endMandate(this.#parts, mandate, { by: "office", actor, authority, now });
    }
  }

  async #requireKnown(callerId: string, persons: readonly string[]): Promise<void> {
    const { persons: known, limits: counts } = this.#parts;
    const takeBack = await counts.attempt(`desk ${callerId}`);
    for (const person of persons)
      if (!(await known.isKnown(person)))
        throw new NotFound(
          "desk.person_unknown",
          "The city has no valid identity document of one of the two. Compare both numbers with the cards.",
        );
    await takeBack();
  }

  async #insert(tx: Transaction, mandate: Mandate, actor: string): Promise<void> {
    const { store, audit } = this.#parts;
    const { id, principal, delegate, relation, types, authority, madeAt } = mandate;
    await store.takeTurns(tx, [principal, delegate]);
    await store.endOver(tx, madeAt);
    for (const person of [principal, delegate])
      if ((await store.countOpen(tx, person, madeAt)) >= mandateLimits.perPerson)
        throw new Conflict(
          "mandate.too_many",
          `One person is in ${mandateLimits.perPerson} mandates at most. End one of them first.`,
          { limit: mandateLimits.perPerson },
        );
    if (!(await store.insert(tx, mandate)))
      throw new Conflict(
        "mandate.exists",
        "This person acts for the other in this way already. To change it, end it and make it again.",
      );
    // Not its end: it would be a child's birthday.
    const data = { relation, types };
    await audit.record(
      { actor, action: "mandate.make", subject: `mandate:${id}`, authority, data },
      tx,
    );
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}

export const unknownMandate = (): NotFound =>
  new NotFound("mandate.unknown", "There is no such mandate.");

type Ending = {
  readonly by: "office" | "delegate" | "principal";
  readonly actor: string;
  readonly authority: Mandate["authority"] | null;
  readonly now: number;
};

/** Ends it with its copies, all or nothing. Ended before: `Conflict` `mandate.ended`. */
export async function endMandate(
  { store, statuses, audit }: Pick<Parts, "store" | "statuses" | "audit">,
  { id, relation }: Mandate,
  { by, actor, authority, now }: Ending,
): Promise<void> {
  await store.transaction(async (tx) => {
    if (!(await store.end(tx, id, by, now)))
      throw new Conflict("mandate.ended", "The mandate ended before.");
    await statuses.endMandate(tx, id, actor);
    const subject = `mandate:${id}`;
    await audit.record(
      { actor, action: "mandate.end", subject, authority, data: { by, relation } },
      tx,
    );
  });
}
