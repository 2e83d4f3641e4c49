import { randomUUID } from "node:crypto";
import type { AuthorityId } from "@sello/sdk";
import type { Services } from "../../../services/compose/Services.ts";
import { toActor } from "../../../services/http/Caller.ts";
import type { BulkAct } from "../../../services/issuing/bulk/BulkAct.ts";
import { newDocumentId } from "../../../services/issuing/newDocumentId.ts";
import { NotFound } from "../../../services/platform/errors.ts";

/** Bulk acts in memory that never get on, and a reach that is always the same. */
export function fakeBulkActs(
  authorityId: (slug: string) => AuthorityId,
): Pick<Services, "bulkActs" | "reaches"> {
  const acts = new Map<string, BulkAct>();
  const keys = new Map<string, string>();
  const get = async (id: string) => {
    const act = acts.get(id);
    if (!act) throw new NotFound("bulk_act.unknown", "There is no such bulk act.");
    return act;
  };
  const change = async (id: string, part: Partial<BulkAct>) => {
    const act = { ...(await get(id)), ...part };
    acts.set(id, act);
    return act;
  };
  return {
    bulkActs: {
      async begin(caller, { action, reason, of }, { key, bodyDigest }) {
        const known = keys.get(key);
        if (known !== undefined) return { act: await get(known), replay: true };
        const id = randomUUID();
        keys.set(key, id);
        acts.set(id, {
          id,
          authority: caller.authority,
          requestedBy: toActor(caller),
          action,
          reason,
          selection: of.by === "documents" ? { by: "documents" } : of,
          request: null,
          bodyDigest,
          cursor: null,
          step: "acting",
          state: "running",
          error: null,
          documents: 1,
          requested: 0,
          refused: 0,
          createdAt: 1_800_000_000,
          finishedAt: null,
        });
        return { act: await get(id), replay: false };
      },
      get: (_, id) => get(id),
      list: async () => [...acts.values()],
      async outcomes(_, id) {
        await get(id);
        return [{ n: 1, document: newDocumentId(1), outcome: "refused", code: "document.unknown" }];
      },
      stop: (_, id) => change(id, { state: "stopped" }),
      resume: (_, id) => change(id, { state: "running" }),
    },
    reaches: {
      async selection(_, { id }) {
        if (id === "nothing") throw new NotFound("reach.unknown", "There is no such officer.");
        return { authorities: [authorityId("nanshan-housing")] };
      },
      figures: async () => ({
        documents: 3,
        exact: true,
        types: [{ authority: "nanshan-housing", type: "library-card", documents: 3 }],
        days: [{ day: "2026-11-30", documents: 3 }],
        statuses: { valid: 1, suspended: 1, revoked: 1, expired: 0 },
        anchored: 2,
      }),
    },
  };
}
