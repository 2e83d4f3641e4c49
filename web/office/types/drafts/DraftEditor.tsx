import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { TypeDesign } from "@sello/api";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { useDiscardTypeDraft } from "../../api/requests/useDiscardTypeDraft.ts";
import type { TypeDraft } from "../../api/requests/useTypeDraft.ts";
import { announce } from "../../app/Announcer.tsx";
import { useActing } from "../../app/useActing.ts";
import { ConfirmDialog } from "../../shared/ConfirmDialog.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { Designer } from "../design/Designer.tsx";
import { Conflict } from "./Conflict.tsx";
import { useDraftEditing } from "./useDraftEditing.ts";

type Props = {
  /** Null: it is not saved yet. */
  readonly draft: TypeDraft | null;
  readonly initial: TypeDesign;
};

/** A design that one changes, saves, and asks approval for. */
export function DraftEditor({ draft, initial }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { authority } = useActing();
  const editing = useDraftEditing(draft, initial);
  const { design, faults, isChanged, isBusy, theirs, error } = editing;
  return (
    <>
      {theirs ? (
        <Conflict
          theirs={theirs}
          mine={design}
          onTake={() => editing.takeTheirs(theirs)}
          onKeep={() => editing.keepMine(theirs)}
        />
      ) : null}
      {error && !theirs ? <ProblemNotice error={error} /> : null}
      <Designer
        key={editing.generation}
        design={design}
        issuer={authority ? local(authority.name) : ""}
        faults={editing.shownFaults}
        onChange={editing.change}
      >
        <div className="stack">
          <p className={faults.length > 0 ? "warn" : "calm"} role="status">
            {faults.length > 0 ? (
              <button type="button" className="as-link" onClick={editing.check}>
                {t("design.missing", { count: faults.length })}
              </button>
            ) : (
              t("design.complete")
            )}
          </p>
          <div className="acts">
            <Button
              variant="default"
              loading={isBusy}
              disabled={!isChanged && draft !== null}
              onClick={editing.save}
            >
              {t("design.save")}
            </Button>
            <Button loading={isBusy} onClick={editing.ask}>
              {t("design.ask")}
            </Button>
            {draft ? <Discard draft={draft} revision={editing.revision} /> : null}
          </div>
          {isChanged ? <p className="fine">{t("design.unsaved")}</p> : null}
        </div>
      </Designer>
    </>
  );
}

function Discard({ draft, revision }: { readonly draft: TypeDraft; readonly revision: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure(false);
  const { mutate, isPending, error } = useDiscardTypeDraft();
  const discard = () =>
    mutate(
      { id: draft.id, revision },
      {
        onSuccess: () => {
          announce(t("design.discarded"));
          void navigate("/types");
        },
      },
    );
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t("design.discard")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t("design.discard")}
        text={t("design.discardText")}
        act={t("design.discard")}
        isPending={isPending}
        error={error}
        onConfirm={discard}
        onClose={dialog.close}
      />
    </>
  );
}
