import { findDesignFaults, type TypeDesign } from "@sello/api";
import { ApiProblem } from "@sello/api/client";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useAskForTypeApproval } from "../../api/requests/useAskForTypeApproval.ts";
import { useChangeTypeDraft } from "../../api/requests/useChangeTypeDraft.ts";
import { useCreateTypeDraft } from "../../api/requests/useCreateTypeDraft.ts";
import { type TypeDraft, useFreshDraft } from "../../api/requests/useTypeDraft.ts";
import { announce } from "../../app/Announcer.tsx";
import { useUnsavedWarning } from "../../shared/useUnsavedWarning.ts";

/** What is written of a design, whether it is saved, and what one can do with it. */
export function useDraftEditing(draft: TypeDraft | null, initial: TypeDesign) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [design, setDesign] = useState(initial);
  const [saved, setSaved] = useState({ design: initial, revision: draft?.revision ?? 0 });
  const [isChecked, setIsChecked] = useState(false);
  /** What somebody else has made of it meanwhile. */
  const [theirs, setTheirs] = useState<TypeDraft | null>(null);
  /** Differs when the whole design was put in another's place. */
  const [generation, setGeneration] = useState(0);
  const create = useCreateTypeDraft();
  const changing = useChangeTypeDraft();
  const asking = useAskForTypeApproval();
  const fresh = useFreshDraft();
  const faults = useMemo(() => findDesignFaults(design), [design]);
  const isChanged = design !== saved.design;
  useUnsavedWarning(isChanged);

  const onError = async (error: Error) => {
    if (draft && error instanceof ApiProblem && error.code === "type_draft.changed")
      setTheirs(await fresh(draft.id));
  };
  const save = async (revision = saved.revision): Promise<TypeDraft | null> => {
    try {
      if (draft === null) {
        const made = await create.mutateAsync(design);
        setSaved({ design, revision: made.revision });
        announce(t("design.saved"));
        // After the next drawing: nothing is unsaved any more when the page is left.
        setTimeout(() => void navigate(`/types/drafts/${made.id}`, { replace: true }));
        return made;
      }
      const change = { id: draft.id, revision, design };
      const kept = await changing.mutateAsync(change);
      setSaved({ design, revision: kept.revision });
      setTheirs(null);
      announce(t("design.saved"));
      return kept;
    } catch (error) {
      await onError(error as Error);
      return null;
    }
  };
  const ask = async () => {
    setIsChecked(true);
    if (faults.length > 0) return announce(t("design.missing", { count: faults.length }));
    const now = isChanged || draft === null ? await save() : draft;
    if (now === null) return;
    asking.mutate(
      { id: now.id, revision: isChanged || draft === null ? now.revision : saved.revision },
      { onSuccess: () => announce(t("design.asked")), onError },
    );
  };
  return {
    design,
    faults,
    /** What is shown as wrong: nothing while one has only begun. */
    shownFaults: isChecked ? faults : [],
    isChanged,
    generation,
    revision: saved.revision,
    theirs,
    error: create.error ?? changing.error ?? asking.error,
    isBusy: create.isPending || changing.isPending || asking.isPending,
    change: useCallback((next: (before: TypeDesign) => TypeDesign) => setDesign(next), []),
    check: () => setIsChecked(true),
    save: () => void save(),
    ask: () => void ask(),
    takeTheirs: (now: TypeDraft) => {
      setGeneration(generation + 1);
      setDesign(now.design);
      setSaved({ design: now.design, revision: now.revision });
      setTheirs(null);
      changing.reset();
      asking.reset();
    },
    keepMine: (now: TypeDraft) => void save(now.revision),
  };
}
