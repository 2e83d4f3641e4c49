import type { NewLifeEvent, StatusAction, StatusReason } from "@sello/api";
import type { ResidentEnding } from "../../accounts/residents/ending/ResidentEnding.ts";
import type { AuditLog } from "../../audit/AuditLog.ts";
import type { DocumentReader } from "../../issuing/DocumentReader.ts";
import { Erased } from "../../issuing/errors.ts";
import { givenClaims } from "../../issuing/givenClaims.ts";
import type { Revisions } from "../../issuing/Revisions.ts";
import { readSdJwt } from "../../issuing/readSdJwt.ts";
import type { StoredDocument } from "../../issuing/StoredDocument.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transactor } from "../../platform/database/Transaction.ts";
import { ServiceError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import { identityType } from "../../registry/types/identityType.ts";
import type { Statuses } from "../../status/Statuses.ts";
import type { PersonDocuments } from "../documents/PersonDocuments.ts";
import type { MandateDesk } from "../mandates/MandateDesk.ts";
import type { OpenLifeEvent, PgLifeEvents } from "./PgLifeEvents.ts";

type Parts = {
  readonly database: Transactor;
  readonly events: PgLifeEvents;
  readonly persons: Pick<PersonDocuments, "all">;
  readonly reader: Pick<DocumentReader, "content">;
  readonly revisions: Pick<Revisions, "correct">;
  readonly statuses: Pick<Statuses, "act" | "statusOf">;
  readonly types: Pick<FileDocumentTypes, "byId">;
  readonly ending: Pick<ResidentEnding, "endAccount">;
  readonly mandates: Pick<MandateDesk, "endAllOf">;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
};

type NewName = Extract<NewLifeEvent, { readonly kind: "name" }>;

/**
 * Carries out what the register noted, one event after the other. Each step finds done what an earlier try did, so one that
 * was killed is simply done again.
 */
export class LifeEventRunner {
  readonly loop: SteadyLoop;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.loop = new SteadyLoop({
      name: "life-events",
      step: async () => ((await this.step()) ? 0 : limits.residentLookMs),
      logger: parts.logger,
    });
  }

  /** @returns whether there was one */
  async step(): Promise<boolean> {
    const { events, clock } = this.#parts;
    const now = toSeconds(clock.nowMs());
    const event = await events.takeDue(now);
    if (event === null) {
      await events.forget(now);
      return false;
    }
    if (event.asked.kind === "name") await this.#rename(event, event.asked);
    else await this.#end(event);
    await this.#finish(event);
    return true;
  }

  /** The office's own documents say the new name; what others issued waits for them. */
  async #rename(event: OpenLifeEvent, asked: NewName): Promise<void> {
    const { events, persons } = this.#parts;
    for (const document of await this.#standing(await persons.all(asked.idNumber))) {
      const claims = await this.#renamed(document, asked);
      if (claims === null) continue;
      if (document.stream.authority !== event.authority) {
        await events.addTask(event.id, document.id, document.stream.authority);
      } else if (await this.#correct(event, document, claims)) {
        await events.count(event.id, "replaced", 1);
      } else await events.addTask(event.id, document.id, document.stream.authority);
    }
  }

  /** What it is to say; null: it says the new name, or none. */
  async #renamed({ id, stream }: StoredDocument, { name, claims = {} }: NewName) {
    const { reader, types } = this.#parts;
    const type = types.byId(stream.documentType);
    if (type.nameClaim === null) return null;
    try {
      const given = givenClaims(type, readSdJwt(await reader.content(id)).claims);
      if (given[type.nameClaim] === undefined || given[type.nameClaim] === name) return null;
      const others = Object.entries(claims).filter(([claim]) => claim in given);
      return { ...given, ...Object.fromEntries(others), [type.nameClaim]: name };
    } catch (error) {
      if (error instanceof Erased) return null;
      throw error;
    }
  }

  /** False: it cannot be replaced by itself, such as one that is suspended. */
  async #correct(
    { id, authority, actor }: OpenLifeEvent,
    document: StoredDocument,
    claims: Parameters<Revisions["correct"]>[2],
  ): Promise<boolean> {
    const { revisions, logger, audit, database } = this.#parts;
    try {
      const { document: made } = await revisions.correct(
        document.id,
        { authority, officer: actor },
        claims,
      );
      await database.transaction((tx) =>
        audit.record(
          {
            actor,
            action: "document.correct",
            subject: `document:${made.id}`,
            authority,
            data: { lifeEvent: id },
          },
          tx,
        ),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status >= 500) throw error;
      logger.warn({ event: id, code: error.code }, "a document waits for its office");
      return false;
    }
  }

  /** The account ends first: who has died, or left, signs in nowhere from then on. */
  async #end(event: OpenLifeEvent): Promise<void> {
    const { database, ending, persons, events, mandates } = this.#parts;
    const { authority, actor, asked } = event;
    const isDeath = asked.kind === "death";
    await database.transaction((tx) =>
      ending.endAccount(tx, asked.idNumber, { actor, authority }, { isTold: !isDeath }),
    );
    if (isDeath) await mandates.endAllOf(asked.idNumber, actor, authority);
    for (const document of await this.#standing(await persons.all(asked.idNumber))) {
      const { stream } = document;
      const isOwn = stream.typeName === identityType && stream.authority === authority;
      if (isOwn) {
        const reason = isDeath ? "deceased" : "conditions_not_met";
        if (await this.#act(event, document, "revoke", reason))
          await events.count(event.id, "revoked", 1);
        continue;
      }
      if (isDeath && (await this.#act(event, document, "suspend", "under_review")))
        await events.count(event.id, "suspended", 1);
      await events.addTask(event.id, document.id, stream.authority);
    }
  }

  /** In the name of the office whose document it is: the register is not above it. */
  async #act(
    { id }: OpenLifeEvent,
    { id: document, stream }: StoredDocument,
    action: StatusAction,
    reason: StatusReason,
  ): Promise<boolean> {
    const { statuses, logger } = this.#parts;
    const acting = { actingAuthority: stream.authority, officer: `life-event:${id}` };
    try {
      const [outcome] = await statuses.act({ documents: [document], action, reason, ...acting });
      return outcome?.outcome === "requested";
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status >= 500) throw error;
      logger.warn({ event: id, code: error.code }, "a document's status stays as it is");
      return false;
    }
  }

  /** Without those that are revoked. */
  async #standing(documents: readonly StoredDocument[]): Promise<readonly StoredDocument[]> {
    const found = await this.#parts.statuses.statusOf(documents.map(({ id }) => id));
    return documents.filter(({ id }) => found.get(id)?.value !== "revoked");
  }

  async #finish({ id, authority, actor, asked }: OpenLifeEvent): Promise<void> {
    const { database, events, audit, clock } = this.#parts;
    await database.transaction(async (tx) => {
      if (!(await events.finish(tx, id, toSeconds(clock.nowMs())))) return;
      const subject = `life-event:${id}`;
      const data = { kind: asked.kind };
      await audit.record({ actor, action: "life_event.done", subject, authority, data }, tx);
    });
  }
}
