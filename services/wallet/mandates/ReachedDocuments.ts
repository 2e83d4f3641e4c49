import type { DocumentId } from "@sello/sdk";
import type { ResidentSession } from "../../http/Caller.ts";
import type { StoredDocument } from "../../issuing/StoredDocument.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { NotFound } from "../../platform/errors.ts";
import type { PersonDocuments } from "../documents/PersonDocuments.ts";
import type { Holder } from "../Holder.ts";
import { isFor, type Mandate } from "./Mandate.ts";
import type { PgMandates } from "./PgMandates.ts";

/** A document, and by which mandate a resident has it; null: it is their own. */
export type Reached = {
  /** Its `copies` are those of the mandate, or those that were made for none. */
  readonly document: StoredDocument;
  readonly mandate: Mandate | null;
};

type Parts = {
  readonly persons: PersonDocuments;
  readonly holder: Holder;
  readonly mandates: Pick<PgMandates, "heldBy" | "countCopies">;
  readonly clock: Clock;
};

/** A resident's own documents, and those of the people for whom they act, as far as mandates go. */
export class ReachedDocuments {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Each once, their own first; none of an account that is not joined to the register. */
  async all(session: ResidentSession): Promise<readonly Reached[]> {
    const { persons, holder } = this.#parts;
    const idNumber = await holder.find(session);
    if (idNumber === null) return [];
    const found = new Map<DocumentId, Reached>();
    const add = (document: StoredDocument, mandate: Mandate | null) => {
      if (!found.has(document.id)) found.set(document.id, { document, mandate });
    };
    for (const document of await persons.all(idNumber)) add(document, null);
    for (const mandate of await this.#held(idNumber))
      for (const document of await persons.all(mandate.principal))
        if (isFor(mandate, document.stream.typeName)) add(document, mandate);
    return this.#withOwnCopies([...found.values()]);
  }

  /** Nobody's whom they may show, or the account is not joined: `NotFound` `document.unknown`. */
  async one(session: ResidentSession, id: DocumentId): Promise<Reached> {
    const idNumber = await this.#parts.holder.require(session);
    const [found] = await this.#withOwnCopies([await this.#find(idNumber, id)]);
    if (found === undefined) throw new TypeError("what was found is gone");
    return found;
  }

  async #find(idNumber: string, id: DocumentId): Promise<Reached> {
    try {
      return { document: await this.#parts.persons.one(idNumber, id), mandate: null };
    } catch (error) {
      if (!isUnknown(error)) throw error;
      const found = await this.#byMandate(idNumber, id);
      if (found !== null) return found;
      throw error;
    }
  }

  /** What a delegate makes takes nothing from how many copies their holder may have. */
  async #withOwnCopies(reached: readonly Reached[]): Promise<readonly Reached[]> {
    const ids = reached.map(({ document }) => document.id);
    const counts = Map.groupBy(
      await this.#parts.mandates.countCopies(ids),
      ({ document }) => document,
    );
    return reached.map(({ document, mandate }) => {
      const made = counts.get(document.id) ?? [];
      const copies =
        mandate === null
          ? made.reduce((left, each) => left - each.copies, document.copies)
          : (made.find((each) => each.mandate === mandate.id)?.copies ?? 0);
      return { document: { ...document, copies }, mandate };
    });
  }

  async #byMandate(idNumber: string, id: DocumentId): Promise<Reached | null> {
    for (const mandate of await this.#held(idNumber)) {
      try {
        const document = await this.#parts.persons.one(mandate.principal, id);
        if (isFor(mandate, document.stream.typeName)) return { document, mandate };
      } catch (error) {
        if (!isUnknown(error)) throw error;
      }
    }
    return null;
  }

  #held(idNumber: string): Promise<readonly Mandate[]> {
    return this.#parts.mandates.heldBy(idNumber, toSeconds(this.#parts.clock.nowMs()));
  }
}

const isUnknown = (error: unknown): boolean =>
  error instanceof NotFound && error.code === "document.unknown";
