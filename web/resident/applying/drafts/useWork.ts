import { useCallback, useEffect, useState } from "react";
import { serverNow } from "../../api/serverTime.ts";
import { type Draft, draftVersion } from "../../device/drafts.ts";
import type { Vault } from "../../device/vault.ts";
import { fillForm } from "../ownEvidence.ts";
import type { Pieces } from "../usePieces.ts";
import { type Fitted, fitDraft } from "./fitDraft.ts";
import { useKeeper } from "./useKeeper.ts";

/** What the reader has filled in, and what is kept of it. */
export type Work = Pick<Draft, "form" | "evidence" | "key" | "changedAt">;

export type Start = {
  readonly detail: Draft["detail"];
  /** Null: nothing is kept. */
  readonly vault: Vault | null;
  readonly draft: Draft | null;
  /** Whether the service does not answer. */
  readonly isOffline: boolean;
  /** Null: it is not known yet. */
  readonly pieces: Pieces | null;
};

/** A form that is filled in: from its draft, else from the reader's documents. What is changed is kept where it can be. */
export function useWork({ detail, vault, draft, isOffline, pieces }: Start) {
  const { item } = detail;
  // What was only opened is filled in afresh where the account can be asked.
  const [begun] = useState<Fitted | null>(() =>
    draft !== null && (draft.changedAt !== null || isOffline) ? fitDraft(draft, detail) : null,
  );
  const [id] = useState(() => draft?.id ?? crypto.randomUUID());
  const [work, setWork] = useState<Work>(() => ({
    form: begun?.form ?? {},
    evidence: begun?.evidence ?? [],
    key: begun?.key ?? crypto.randomUUID(),
    changedAt: draft?.changedAt ?? null,
  }));
  // What is changed after a try is another application.
  const change = useCallback((changed: Partial<Pick<Work, "form" | "evidence">>) => {
    const changedAt = Math.floor(serverNow());
    setWork((before) => ({ ...before, ...changed, key: crypto.randomUUID(), changedAt }));
  }, []);
  useEffect(() => {
    if (begun !== null) return;
    // Where the documents cannot be read now, the reader fills it in.
    fillForm(item).then(
      (filled) => setWork((before) => ({ ...before, form: { ...filled, ...before.form } })),
      () => {},
    );
  }, [item, begun]);
  const { keeper, keeping } = useKeeper(vault);
  // biome-ignore lint/correctness/useExhaustiveDependencies: kept when something was changed, or can be kept from now on
  useEffect(() => {
    keeper.current?.change({
      version: draftVersion,
      id,
      detail: { item, answers: detail.answers, version: detail.version },
      pieces: toKept(pieces ?? draft?.pieces ?? {}),
      openedAt: Math.floor(serverNow()),
      ...work,
    });
  }, [work, pieces, vault]);
  return {
    work,
    change,
    begun,
    keeping,
    flush: async () => keeper.current?.flush(),
    /** It was sent. A draft that stays sends the same application again. */
    end: async () => keeper.current?.end(id).catch(() => undefined),
  };
}

/** Without the documents themselves. */
const toKept = (pieces: Pieces): Draft["pieces"] =>
  Object.fromEntries(
    Object.entries(pieces).map(([name, { isThere, claims }]) => [name, { isThere, claims }]),
  );
