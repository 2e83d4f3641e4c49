import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type NewBulkAct, useBeginBulkAct } from "../../api/requests/useBeginBulkAct.ts";
import { announce } from "../../app/Announcer.tsx";
import { useActing } from "../../app/useActing.ts";
import { Dialog } from "../../shared/Dialog.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { useConfirmation } from "../../shared/useConfirmation.tsx";
import { ReasonChoice } from "../ReasonChoice.tsx";
import { MessageChoice } from "./MessageChoice.tsx";

type Action = NewBulkAct["action"];
type Props = {
  readonly of: NewBulkAct["of"];
  /** How many documents these are, where that is known. */
  readonly count: number | undefined;
  readonly action: Action | null;
  onClose(): void;
};

/** Asks why, and begins one act on many documents. */
export function BulkDialog({ action, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen={action !== null}
      onClose={onClose}
      title={action ? t(`bulk.ask.${action}`) : ""}
    >
      {action ? <BulkForm key={action} action={action} onClose={onClose} {...rest} /> : null}
    </Dialog>
  );
}

function BulkForm({ of, count, action, onClose }: Props & { readonly action: Action }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const navigate = useNavigate();
  const { authority } = useActing();
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  // The name of this act: a second click begins nothing more.
  const [key] = useState(() => crypto.randomUUID());
  const { mutate, error, isPending, isSuccess } = useBeginBulkAct();
  // What cannot be undone is confirmed by how many it is on; where that is not known, by whose they are.
  const text = count === undefined ? (authority?.slug ?? "") : String(count);
  const confirmation = useConfirmation(
    action === "revoke" ? text : null,
    t(count === undefined ? "bulk.confirmSlug" : "bulk.confirmCount"),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    confirmation.ask();
    if (isPending || isSuccess) return;
    if (reason === "" || !confirmation.isConfirmed) return announce(t("act.incomplete"));
    mutate(
      { key, body: { action, reason: reason as NewBulkAct["reason"], of } },
      {
        onSuccess: ({ id }) => {
          announce(t("bulk.begun"));
          void navigate(`/documents/bulk/${id}`);
        },
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>
        {count === undefined ? t("bulk.onAll") : t("bulk.on", { number: number(count) })}{" "}
        {t(`bulk.text.${action}`)}
      </p>
      {error ? <ProblemNotice error={error} /> : null}
      {action === "tell" ? (
        <MessageChoice
          value={reason}
          onChange={setReason}
          error={isAsked && reason === "" ? t("bulk.messageNeeded") : undefined}
        />
      ) : (
        <ReasonChoice
          action={action}
          value={reason}
          onChange={setReason}
          error={isAsked && reason === "" ? t("act.reasonNeeded") : undefined}
        />
      )}
      {confirmation.field}
      <div className="acts">
        <Button
          type="submit"
          loading={isPending}
          {...(action === "revoke" ? { color: "red" } : {})}
        >
          {t("bulk.begin")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
