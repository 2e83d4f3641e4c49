import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { useReviseDocument } from "../../api/requests/useReviseDocument.ts";
import { announce } from "../../app/Announcer.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";

type Props = { readonly document: OfficeDocument; readonly isOpen: boolean; onClose(): void };

/** A document that says the same: the old one was lost, or the holder has a new device. */
export function ReplaceDialog({ document, isOpen, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("revise.askReplace")}>
      <Replacing document={document} onClose={onClose} />
    </Dialog>
  );
}

function Replacing({ document, onClose }: Omit<Props, "isOpen">) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const { mutate, error, isPending, isSuccess } = useReviseDocument();
  const replace = () => {
    if (isPending || isSuccess) return;
    mutate(
      { id: document.id, key, revision: { act: "replace" } },
      {
        onSuccess: ({ id }) => {
          announce(t("revise.done"));
          void navigate(`/documents/${id}`, { state: { isNew: true } });
        },
      },
    );
  };
  return (
    <div className="stack">
      <p>
        {t("revise.hint.replace")} {t("revise.copies", { number: document.copies })}
      </p>
      {error ? <ProblemNotice error={error} /> : null}
      <div className="acts">
        <Button autoFocus loading={isPending} onClick={replace}>
          {t("revise.replace")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </div>
    </div>
  );
}
