import { randomUUID } from "node:crypto";
import type { NewLifeEvent } from "@sello/api";
import type { Persons } from "../../accounts/residents/joining/Persons.ts";
import type { IdentityOffices } from "../../accounts/residents/registered/IdentityOffices.ts";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type Caller, toActor } from "../../http/Caller.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transactor } from "../../platform/database/Transaction.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { LifeEvent, PgLifeEvents } from "./PgLifeEvents.ts";

type Parts = {
  readonly database: Transactor;
  readonly events: PgLifeEvents;
  readonly offices: Pick<IdentityOffices, "require">;
  readonly persons: Pick<Persons, "isKnown">;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** Called when there is something to carry out. */
  readonly onRecorded: () => void;
};

/** What the register notes of a person's life; `LifeEventRunner` carries it out. */
export class LifeEvents {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * The same key and content give the same event. Not an identity office: as `IdentityOffices.require`. The city has no
   * identity document of the person: `NotFound` `desk.person_unknown`. The key was for something else: `Conflict`
   * `idempotency.mismatch`.
   */
  async record(caller: Caller, key: string, asked: NewLifeEvent): Promise<LifeEvent> {
    const { database, events, offices, audit, clock, onRecorded } = this.#parts;
    await offices.require(caller.authority);
    const isKnown = await this.#parts.persons.isKnown(asked.idNumber);
    const { authority } = caller;
    const found = await database.transaction(async (tx) => {
      const recordedAt = toSeconds(clock.nowMs());
      const own = { id: randomUUID(), authority, actor: toActor(caller), asked, key, recordedAt };
      const { event, isNew, isSame } = await events.insert(tx, own);
      if (!isSame)
        throw new Conflict("idempotency.mismatch", "The key was used for another event.");
      if (!isNew) return event;
      // Only of a new one: who has died is not known any more when the same request comes again.
      if (!isKnown)
        throw new NotFound(
          "desk.person_unknown",
          "The city has no valid identity document with this number.",
        );
      await audit.record(
        {
          actor: toActor(caller),
          action: "life_event.record",
          subject: `life-event:${event.id}`,
          authority,
          data: { kind: asked.kind },
        },
        tx,
      );
      return event;
    });
    onRecorded();
    return found;
  }

  /** Of the caller's authority, the newest first. */
  list({ authority }: Caller): Promise<readonly LifeEvent[]> {
    return this.#parts.events.ofAuthority(authority);
  }
}
