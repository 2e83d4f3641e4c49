import type { HolderMessage } from "@sello/api";
import type { AuthorityId, DocumentId } from "@sello/sdk";
import type { AuditLog } from "../../audit/AuditLog.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { Forbidden } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import type { Statuses } from "../../status/Statuses.ts";
import type { Tellings } from "../../status/Tellings.ts";
import type { PgDocumentStore } from "../PgDocumentStore.ts";
import type { BulkAct } from "./BulkAct.ts";
import type { PgBulkActs } from "./PgBulkActs.ts";

export type BulkActRunnerOptions = {
  readonly store: PgBulkActs;
  readonly documents: Pick<PgDocumentStore, "page">;
  readonly statuses: Pick<Statuses, "actIn">;
  readonly tellings: Pick<Tellings, "tellIn">;
  readonly audit: AuditLog;
  /** Whether who began it may still revoke for the authority: `toActor` names them. */
  readonly mayGoOn: (actor: string, authority: AuthorityId) => Promise<boolean>;
  readonly logger: Logger;
  /** `limits.bulkActDocuments` and `limits.bulkActPiece` unless given. */
  readonly most?: number;
  readonly piece?: number;
};

/**
 * Carries out bulk acts: a piece of each in turn, each piece in one transaction with the note of what became of it. Any
 * number of workers share the work.
 */
export class BulkActRunner {
  readonly loop: SteadyLoop;
  readonly #options: BulkActRunnerOptions;
  readonly #most: number;
  readonly #piece: number;

  constructor(options: BulkActRunnerOptions) {
    this.#options = options;
    this.#most = options.most ?? limits.bulkActDocuments;
    this.#piece = options.piece ?? limits.bulkActPiece;
    this.loop = new SteadyLoop({
      name: "bulk-acts",
      step: (stopping) => this.round(stopping),
      logger: options.logger,
    });
  }

  /** A piece of each. @returns the pause in milliseconds before the next round */
  async round(stopping?: AbortSignal): Promise<number> {
    const { store } = this.#options;
    const ids = await store.runningIds();
    // Acts by hand come after those that wait already: these are kept few.
    if (ids.length === 0 || (await store.isChainBehind())) return limits.bulkActsLookMs;
    let didAny = false;
    for (const id of ids) {
      if (stopping?.aborted) break;
      didAny = (await this.#advance(id)) || didAny;
    }
    return didAny ? 0 : limits.bulkActsLookMs;
  }

  /** One that fails is tried again, and does not hold up the others. @returns whether anything was done */
  async #advance(id: string): Promise<boolean> {
    const { store, logger } = this.#options;
    try {
      return await store.transaction((tx) => this.#step(tx, id));
    } catch (error) {
      logger.warn({ bulkAct: id, error }, "a piece of a bulk act failed; trying again");
      return false;
    }
  }

  async #step(tx: Transaction, id: string): Promise<boolean> {
    const { store, mayGoOn } = this.#options;
    const act = await store.lock(tx, id);
    if (act === null) return false;
    if (!(await mayGoOn(act.requestedBy, act.authority)))
      await this.#end(tx, act, "stopped", "bulk_act.rights_ended");
    else if (act.step === "collecting") await this.#collect(tx, act);
    else await this.#actOnPiece(tx, act);
    return true;
  }

  async #collect(tx: Transaction, act: BulkAct): Promise<void> {
    const { store, documents } = this.#options;
    if (act.request === null) throw new Error(`bulk act ${act.id} does not say of which documents`);
    const page = await documents.page({
      ...act.request,
      limit: this.#piece,
      ...(act.cursor === null ? {} : { after: act.cursor }),
    });
    if (act.documents + page.documents.length > this.#most) {
      await this.#end(tx, act, "failed", "bulk_act.too_large");
      return;
    }
    await store.note(
      tx,
      act.id,
      page.documents.map(({ id }) => id),
    );
    await store.keepCursor(tx, act.id, page.next);
  }

  async #actOnPiece(tx: Transaction, act: BulkAct): Promise<void> {
    const { store } = this.#options;
    const documents = await store.waiting(tx, act.id, this.#piece);
    if (documents.length === 0) {
      await this.#end(tx, act, "done", null);
      return;
    }
    try {
      await store.settle(tx, act.id, await this.#act(tx, act, documents));
    } catch (error) {
      // Said before anything was written: the authority, or one above it, may not act now.
      if (!(error instanceof Forbidden)) throw error;
      await this.#end(tx, act, "stopped", error.code);
    }
  }

  #act(tx: Transaction, act: BulkAct, documents: readonly DocumentId[]) {
    const { statuses, tellings } = this.#options;
    const { id, action, reason, authority, requestedBy: officer } = act;
    if (action !== "tell")
      return statuses.actIn(tx, { documents, action, reason, actingAuthority: authority, officer });
    const message = reason as HolderMessage;
    return tellings.tellIn(tx, { documents, message, authority, act: id, officer });
  }

  async #end(
    tx: Transaction,
    { id, authority, requested, refused }: BulkAct,
    state: "stopped" | "done" | "failed",
    code: string | null,
  ): Promise<void> {
    const { store, audit, logger } = this.#options;
    await store.change(tx, id, state, code === null ? null : { code });
    const data = { requested, refused, ...(code === null ? {} : { code }) };
    const line = { actor: "system", action: `bulk_act.${state}`, subject: `bulk-act:${id}` };
    await audit.record({ ...line, authority, data }, tx);
    logger.info({ bulkAct: id, state, ...data }, "a bulk act has ended, or was stopped");
  }
}
