import { randomUUID } from "node:crypto";
import {
  type BulkAction,
  type BulkReason,
  fitsAction,
  isHolderMessage,
  isStatusReason,
} from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type Caller, toActor, toCallerId } from "../../http/Caller.ts";
import { Conflict, InvalidInput, NotFound } from "../../platform/errors.ts";
import { isSubordinate } from "../../registry/isSubordinate.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { FileDocumentTypes } from "../../registry/types/FileDocumentTypes.ts";
import type { Statuses } from "../../status/Statuses.ts";
import { keyOfAnother } from "../errors.ts";
import type { Selection } from "../StoredDocument.ts";
import type { Reach, Reaches, ReachFilter } from "../selection/Reaches.ts";
import type { BulkAct, BulkOutcome, ShownSelection } from "./BulkAct.ts";
import type { PgBulkActs } from "./PgBulkActs.ts";

/** Which documents, as the API's `DocumentSelection`. */
export type AskedSelection =
  | { readonly by: "documents"; readonly documents: readonly DocumentId[] }
  | ({ readonly by: "filter"; readonly import?: string; readonly batch?: number } & ReachFilter)
  | ({ readonly by: "reach" } & Reach & ReachFilter);

export type AskedBulkAct = {
  readonly action: BulkAction;
  readonly reason: BulkReason;
  readonly of: AskedSelection;
};

/** The name of a request, and what it said. */
export type RequestName = { readonly key: string; readonly bodyDigest: Buffer };

type Parts = {
  readonly store: PgBulkActs;
  readonly reaches: Pick<Reaches, "selection">;
  readonly types: Pick<FileDocumentTypes, "byName">;
  readonly statuses: Pick<Statuses, "requireActive">;
  readonly registry: Registry;
  readonly audit: AuditLog;
  /** Called when there is something to do. */
  readonly onChange: () => void;
};

/** Acts on many documents, as callers begin, follow and stop them. `BulkActRunner` carries them out. */
export class BulkActs {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Throws `InvalidInput` `status.reason_does_not_fit`, `Forbidden` `authority.inactive`, `Conflict` `bulk_act.many_open`
   * and `idempotency.mismatch`, and what `Reaches.selection` throws.
   */
  async begin(
    caller: Caller,
    { action, reason, of }: AskedBulkAct,
    { key, bodyDigest }: RequestName,
  ): Promise<{ readonly act: BulkAct; readonly replay: boolean }> {
    const { store, statuses, audit, onChange } = this.#parts;
    const callerId = toCallerId(caller);
    const before = await store.byKey(callerId, key);
    if (before) return replayOf(before, bodyDigest);
    if (!fits(action, reason))
      throw new InvalidInput("status.reason_does_not_fit", "The reason is not one for this act.");
    const { authority } = caller;
    await statuses.requireActive(authority);
    const [id, requestedBy] = [randomUUID(), toActor(caller)];
    const request = of.by === "documents" ? null : await this.#select(caller, of);
    const named = of.by === "documents" ? [...new Set(of.documents)] : [];
    const selection: ShownSelection = of.by === "documents" ? { by: "documents" } : of;
    const about = { id, authority, requestedBy, action, reason, selection, request };
    const asked = { ...about, callerId, idempotencyKey: key, bodyDigest };
    const obstacle = await store.transaction(async (tx) => {
      const found = await store.insert(tx, asked, named);
      const line = { actor: requestedBy, action: "bulk_act.begin", subject: `bulk-act:${id}` };
      const data = { action, reason, by: of.by };
      if (found === null) await audit.record({ ...line, authority, data }, tx);
      return found;
    });
    if (obstacle === "many")
      throw new Conflict("bulk_act.many_open", "Too many bulk acts of the authority go on.");
    const kept = obstacle === "key" ? await store.byKey(callerId, key) : await store.byId(id);
    if (kept === null) throw new Error("a bulk act that was just begun is not there");
    if (obstacle === "key") return replayOf(kept, bodyDigest);
    onChange();
    return { act: kept, replay: false };
  }

  /** Of the caller's authority, or of one below it; else `NotFound` `bulk_act.unknown`. */
  async get(caller: Caller, id: string): Promise<BulkAct> {
    const { store, registry } = this.#parts;
    const act = await store.byId(id);
    if (act && (await isSubordinate(registry, act.authority, caller.authority))) return act;
    throw unknown();
  }

  /** Of the caller's authority, newest first. */
  list(caller: Caller, limit: number): Promise<readonly BulkAct[]> {
    return this.#parts.store.newest(caller.authority, limit);
  }

  /** Errors as `get`. */
  async outcomes(
    caller: Caller,
    id: string,
    asked: {
      readonly outcome: BulkOutcome["outcome"] | null;
      readonly after: number;
      readonly limit: number;
    },
  ) {
    await this.get(caller, id);
    return this.#parts.store.outcomes(id, asked);
  }

  /** It has ended: `Conflict` `bulk_act.ended`. Errors as `get`. */
  stop(caller: Caller, id: string): Promise<BulkAct> {
    return this.#steer(caller, id, "stopped");
  }

  /** Who resumes it takes it over. Errors as `stop`. */
  resume(caller: Caller, id: string): Promise<BulkAct> {
    return this.#steer(caller, id, "running");
  }

  async #steer(caller: Caller, id: string, state: "stopped" | "running"): Promise<BulkAct> {
    const { store, audit, onChange } = this.#parts;
    const { authority } = await this.get(caller, id);
    // It is done for its own authority: those above it have acts of their own.
    if (authority !== caller.authority) throw unknown();
    await store.transaction(async (tx) => {
      const act = await store.await(tx, id);
      if (act === null) throw unknown();
      if (act.state === "done" || act.state === "failed")
        throw new Conflict("bulk_act.ended", "The bulk act has ended.", { state: act.state });
      if (act.state === state) return;
      const actor = toActor(caller);
      await store.change(tx, id, state, null, state === "running" ? actor : null);
      const action = state === "running" ? "bulk_act.resume" : "bulk_act.stop";
      await audit.record({ actor, action, subject: `bulk-act:${id}`, authority }, tx);
    });
    onChange();
    return this.get(caller, id);
  }

  async #select(
    caller: Caller,
    of: Exclude<AskedSelection, { readonly by: "documents" }>,
  ): Promise<Selection> {
    if (of.type !== undefined) this.#parts.types.byName(of.type);
    if (of.by === "reach") {
      const { by: _, kind, id, ...filter } = of;
      return this.#parts.reaches.selection(caller, { kind, id }, filter);
    }
    const { by: _, import: importId, ...filter } = of;
    return {
      ...filter,
      ...(importId === undefined ? {} : { importId }),
      authorities: [caller.authority],
    };
  }
}

/** Of an act on the status, a reason for it; else something to tell. */
const fits = (action: BulkAction, reason: BulkReason): boolean =>
  action === "tell"
    ? isHolderMessage(reason)
    : isStatusReason(reason) && fitsAction(reason, action);

function replayOf(act: BulkAct, bodyDigest: Buffer) {
  if (!act.bodyDigest.equals(bodyDigest)) throw keyOfAnother();
  return { act, replay: true };
}

const unknown = () => new NotFound("bulk_act.unknown", "There is no such bulk act.");
