import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type StatusActInput, useActOnStatus } from "../../api/requests/useActOnStatus.ts";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { announce } from "../../app/Announcer.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { useConfirmation } from "../../shared/useConfirmation.tsx";
import { ReasonChoice } from "../ReasonChoice.tsx";

type Action = StatusActInput["action"];
type Props = {
  readonly document: OfficeDocument;
  readonly action: Action | null;
  onClose(): void;
};

export function ActDialog({ document, action, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={action !== null} onClose={onClose} title={action ? t(`act.ask.${action}`) : ""}>
      {action ? (
        <ActForm key={action} document={document} action={action} onClose={onClose} />
      ) : null}
    </Dialog>
  );
}

/**
 * The last eight characters of a document's number: typed before what cannot be undone. The first ones say when it was
 * made, and are the same for those of one minute.
 */
const toConfirm = (id: string): string => id.slice(-8);

type FormProps = Props & { readonly action: Action };

function ActForm({ document, action, onClose }: FormProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, error, data, isPending } = useActOnStatus();
  const confirmation = useConfirmation(
    action === "revoke" ? toConfirm(document.id) : null,
    t("act.confirmHint"),
  );
  const refusal = data?.acts.find(({ outcome }) => outcome === "refused");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    confirmation.ask();
    if (isPending) return;
    if (reason === "" || !confirmation.isConfirmed) return announce(t("act.incomplete"));
    mutate(
      { documents: [document.id], action, reason: reason as StatusActInput["reason"] },
      {
        onSuccess: ({ acts }) => {
          if (acts.some(({ outcome }) => outcome === "refused")) return;
          announce(t(`act.asked.${action}`));
          onClose();
        },
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>
        {t(`act.text.${action}`)} {t(`act.copies.${action}`, { number: document.copies })}
      </p>
      {error ? <ProblemNotice error={error} /> : null}
      {refusal ? <p className="warn">{t("act.refused", { code: refusal.code ?? "" })}</p> : null}
      <ReasonChoice
        action={action}
        value={reason}
        onChange={setReason}
        error={isAsked && reason === "" ? t("act.reasonNeeded") : undefined}
      />
      {confirmation.field}
      <div className="acts">
        <Button
          type="submit"
          loading={isPending}
          {...(action === "revoke" ? { color: "red" } : {})}
        >
          {t(`act.${action}`)}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
