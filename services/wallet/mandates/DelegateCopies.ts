import type { DocumentId } from "@sello/sdk";
import type { Persons } from "../../accounts/residents/joining/Persons.ts";
import type { ForDelegate } from "../../issuing/DocumentCopies.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Mandate } from "./Mandate.ts";
import { mandateLimits } from "./mandateLimits.ts";
import type { PgMandates } from "./PgMandates.ts";

const hourSeconds = 3_600;

type Parts = {
  readonly store: Pick<PgMandates, "hold" | "addCopies" | "ofCopy">;
  readonly persons: Pick<Persons, "nameOf">;
  readonly clock: Clock;
};

/** Copies that say on whose behalf they are shown. */
export class DelegateCopies {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * What copies for a mandate say, and how they end with it. They count for a year at most, and are made again: an end at 18
   * would tell everybody a child's birthday. No document of the city names one of the two: `NotFound` `desk.person_unknown`.
   */
  async toAdd(mandate: Mandate, document: DocumentId): Promise<ForDelegate> {
    const { store } = this.#parts;
    const { id, relation, purpose } = mandate;
    const now = this.#now();
    // To the hour, as the time of issue is.
    const latest = Math.floor(now / hourSeconds) * hourSeconds + mandateLimits.copyDays * 86_400;
    return {
      claim: {
        delegate: await this.#name(mandate.delegate),
        principal: await this.#name(mandate.principal),
        relation,
        ...(purpose === null ? {} : { purpose }),
        until: Math.min(mandate.until, latest),
      },
      hold: async (tx) => {
        if (await store.hold(tx, id, now)) return;
        throw new Conflict("mandate.ended", "The mandate ended a moment ago.");
      },
      note: (tx, numbers) => store.addCopies(tx, id, document, numbers),
    };
  }

  /** A copy of another mandate, or of the holder's own: `NotFound` `document.unknown`. @param mandate null: one's own document */
  async require(mandate: Mandate | null, document: DocumentId, number: number): Promise<void> {
    if ((await this.#parts.store.ofCopy(document, number)) === (mandate?.id ?? null)) return;
    throw new NotFound("document.unknown", "You have no such copy.");
  }

  async #name(idNumber: string): Promise<string> {
    const name = await this.#parts.persons.nameOf(idNumber);
    if (name !== null) return name;
    throw new NotFound(
      "desk.person_unknown",
      "No document of the city says what one of the two is called.",
    );
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}
