import type { DocumentId } from "@sello/sdk";
import { callerIdOf } from "../../http/Caller.ts";
import type { IssuedWithin, IssueOptions, IssueRequest } from "../../issuing/IssuedDocument.ts";
import type { Issuing } from "../../issuing/Issuing.ts";
import type { Revisions } from "../../issuing/Revisions.ts";
import { required } from "../../issuing/required.ts";
import type { Clock } from "../../platform/Clock.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import type { PersonDocuments } from "../../wallet/documents/PersonDocuments.ts";
import type { OpenApplication } from "../Application.ts";
import { applicationLimits } from "../applicationLimits.ts";
import { Gone } from "../errors.ts";
import type { LoadedItem } from "../items/readServiceItems.ts";
import { toOutcomeClaims } from "../items/toOutcomeClaims.ts";
import type { PgApplications } from "../PgApplications.ts";
import { toGiven } from "../review/toGiven.ts";
import type { LiveRules } from "../rules/LiveRules.ts";
import type { ServiceItems } from "../ServiceItems.ts";
import { toReceipt } from "./toReceipt.ts";

type Parts = {
  readonly store: PgApplications;
  readonly items: ServiceItems;
  readonly persons: Pick<PersonDocuments, "has">;
  readonly issuing: Pick<Issuing, "issueWithin">;
  readonly revisions: Pick<Revisions, "renew" | "issueAfter">;
  readonly types: Pick<FileDocumentTypes, "byName" | "know">;
  readonly rules: Pick<LiveRules, "grantor" | "byId" | "current">;
  readonly timeZone: string;
  readonly clock: Clock;
};

/** What is issued for an application. */
type Kind = "document" | "receipt";

/** At whose asking, and for whom. */
type Asked = {
  readonly application: OpenApplication;
  readonly officer: string;
  readonly idNumber: string;
};

/** Issues what follows from a decision: the document where it was granted, and the receipt. */
export class OutcomeDocuments {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Issues what is missing next, in the transaction of the step that says so: nothing is issued twice, and nothing that the
   * journal does not have. Null: there is nothing more to do, or the application is gone. Throws what `Issuing.issueWithin` throws.
   * @param idNumber of the applicant
   */
  async issueNext(application: OpenApplication, idNumber: string): Promise<OpenApplication | null> {
    const officer = await this.#officerOf(application);
    const asked = { application, officer, idNumber };
    if (application.outcome === "granted" && application.document === null)
      return this.#issueDocument(asked);
    return this.#issueReceipt(asked);
  }

  /** Rules decide under the grant of an officer, and what follows is issued at that officer's asking. */
  async #officerOf({ decidedBy, ruleGrant }: OpenApplication): Promise<string> {
    if (decidedBy !== "rules" || ruleGrant === null) return decidedBy ?? "system";
    return `officer:${await this.#parts.rules.grantor(ruleGrant)}`;
  }

  async #issueDocument(asked: Asked): Promise<OpenApplication | null> {
    const { items, persons } = this.#parts;
    const loaded = items.require(asked.application.item);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#issueOnce(asked, loaded, attempt);
      } catch (error) {
        if (error instanceof Gone) return null;
        const taken = takenBy(error);
        if (taken === null) throw error;
        if (await persons.has(asked.idNumber, taken.document))
          return this.#replaceOwn(asked, loaded, taken);
        // A number that was drawn for this document is another's already.
        if (attempt + 1 >= applicationLimits.numbersTried) throw error;
      }
    }
  }

  /** A first document goes with its receipt; of one that is renewed, the receipt is next. */
  async #issueOnce(
    asked: Asked,
    loaded: LoadedItem,
    attempt: number,
  ): Promise<OpenApplication | null> {
    const { renews } = loaded.item.outcome;
    const request = () => this.#toRequest(asked, loaded, attempt);
    if (renews !== null) return this.#renew(asked, await request(), renews);
    const receipt = ([document]: readonly DocumentId[]) =>
      this.#toReceiptRequest(asked, document ?? null);
    await this.#parts.issuing.issueWithin([request, receipt], this.#noting(asked, allKinds));
    return null;
  }

  async #renew(
    asked: Asked,
    { claims }: IssueRequest,
    renews: string,
  ): Promise<OpenApplication | null> {
    const { store, revisions } = this.#parts;
    const { application, officer } = asked;
    const renewed = application.content.checked?.[renews]?.document ?? null;
    if (renewed === null)
      throw new NotFound(
        "document.unknown",
        "The document that is to be renewed is not known here.",
      );
    const { authority } = application;
    await revisions.renew(renewed, { authority, officer }, claims, this.#notingOne(asked));
    return store.find(application.id);
  }

  /** The person has one that says the same, says something else, or has ended. */
  async #replaceOwn(asked: Asked, loaded: LoadedItem, taken: Taken) {
    const { store, revisions } = this.#parts;
    const { application, officer } = asked;
    const { document } = taken;
    if (taken.code === "document.exists") return this.#link(asked, document);
    const request = await this.#toRequest(asked, loaded, 0);
    const { authority } = application;
    const options = this.#notingOne(asked);
    try {
      if (taken.code === "document.differs")
        await revisions.renew(document, { authority, officer }, request.claims, options);
      else await revisions.issueAfter(request, document, officer, options);
    } catch (error) {
      if (error instanceof Gone) return null;
      throw error;
    }
    return store.find(application.id);
  }

  /** What the person has is what was granted. */
  async #link({ application, officer }: Asked, document: DocumentId) {
    const { store } = this.#parts;
    await store.take(store.database, application, {
      ...{ from: ["decided"], to: "decided", step: "document", actor: officer, at: this.#now() },
      ...{ lease: applicationLimits.leaseSeconds, data: { document }, changes: { document } },
    });
    return store.find(application.id);
  }

  async #toRequest(
    { application, idNumber }: Asked,
    { item }: LoadedItem,
    attempt: number,
  ): Promise<IssueRequest> {
    const { types, timeZone } = this.#parts;
    const { content, authority, decidedAt } = application;
    const { claims, person } = toOutcomeClaims(item, {
      id: application.id,
      given: toGiven(content, timeZone),
      outputs: { ...content.review?.outputs, ...content.outputs },
      decidedAt: decidedAt ?? 0,
      attempt,
    });
    const { type } = item.outcome;
    await types.know(type);
    const ofType = types.byName(type).person;
    const named = ofType !== null && "claim" in ofType ? claims[ofType.claim] : person;
    // Whatever was handed in, what follows is the applicant's own.
    if (ofType !== null && named !== idNumber)
      throw new Conflict("application.person", "The document would be another person's.");
    return { authority, type, claims, ...(person === null ? {} : { person }) };
  }

  async #toReceiptRequest(
    { application, idNumber }: Asked,
    document: DocumentId | null,
  ): Promise<IssueRequest> {
    const { type, claims } = await toReceipt(this.#parts, { ...application, document });
    return { authority: application.authority, type, claims, person: idNumber };
  }

  async #issueReceipt(asked: Asked): Promise<null> {
    const { issuing } = this.#parts;
    const request = () => this.#toReceiptRequest(asked, asked.application.document);
    try {
      await issuing.issueWithin([request], this.#noting(asked, ["receipt"]));
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
    }
    return null;
  }

  /** The steps, and the audit's lines, in the transaction that stores the documents. @param kinds of each, in order */
  #noting(asked: Asked, kinds: readonly Kind[]): IssuedWithin {
    return {
      ...by(asked),
      within: async (tx, documents) => {
        for (const [index, document] of documents.entries())
          await this.#note(tx, asked, required(kinds[index]), document);
      },
    };
  }

  #notingOne(asked: Asked): IssueOptions {
    return {
      ...by(asked),
      within: (tx, document) => this.#note(tx, asked, "document", document),
    };
  }

  async #note(
    tx: Transaction,
    { application, officer }: Asked,
    kind: Kind,
    document: DocumentId,
  ): Promise<void> {
    const { id, authority } = application;
    const isLast = kind === "receipt";
    const moved = await this.#parts.store.take(tx, application, {
      ...{ from: ["decided"], to: isLast ? "issued" : "decided", step: kind },
      ...{ actor: officer, at: this.#now(), data: { document } },
      lease: isLast ? 0 : applicationLimits.leaseSeconds,
      changes: { [kind]: document },
      lines: [
        {
          ...{ actor: officer, action: "document.issue", subject: `document:${document}` },
          ...{ authority, data: { application: id } },
        },
      ],
    });
    if (!moved) throw new Gone(id);
  }

  #now(): number {
    return this.#parts.clock.nowMs() / 1_000;
  }
}

const allKinds: readonly Kind[] = ["document", "receipt"];

/** At whose asking it is issued. */
function by({ officer }: Asked): Pick<IssueOptions, "callerId"> {
  const callerId = callerIdOf(officer);
  return callerId === null ? {} : { callerId };
}

type Taken = {
  readonly code: "document.exists" | "document.differs" | "document.expired";
  readonly document: DocumentId;
};

const takenCodes: readonly string[] = ["document.exists", "document.differs", "document.expired"];

/** The document that has the natural key. One that was revoked is a person's to look at. */
function takenBy(error: unknown): Taken | null {
  if (!(error instanceof Conflict) || !takenCodes.includes(error.code)) return null;
  const { document } = error.data;
  return typeof document === "string"
    ? { code: error.code as Taken["code"], document: document as DocumentId }
    : null;
}
