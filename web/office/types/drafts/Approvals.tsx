import { Button, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { useReturnTypeDraft } from "../../api/requests/useReturnTypeDraft.ts";
import type { TypeDraft } from "../../api/requests/useTypeDraft.ts";
import { announce } from "../../app/Announcer.tsx";
import { useActing, useMay } from "../../app/useActing.ts";
import { Dialog } from "../../shared/Dialog.tsx";
import { FormActs } from "../../shared/FormActs.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { shortAccount } from "../../shared/shortAccount.ts";
import { useNames } from "../../shared/useNames.ts";
import { ApproveForm } from "./ApproveForm.tsx";
import { ApproveTogether } from "./ApproveTogether.tsx";

/** Who has approved a draft, and what the officer who looks at it may do. */
export function Approvals({ draft }: { readonly draft: TypeDraft }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { authority: nameOf } = useNames();
  const { session } = useActing();
  const mayAdminister = useMay("administer");
  const [isApproving, approving] = useDisclosure(false);
  const [isReturning, returning] = useDisclosure(false);
  const isApproved = draft.approvals.some(
    ({ account }) => account.toLowerCase() === session.account.toLowerCase(),
  );
  return (
    <Panel
      title={t("design.approvals")}
      aside={
        <span className="quiet">{t("design.approvalsOf", { number: draft.approvals.length })}</span>
      }
    >
      <div className="stack">
        <p className="fine">{t("design.approvalsHint", { name: nameOf(draft.authority) })}</p>
        {draft.approvals.length === 0 ? <p className="calm">{t("design.noApproval")}</p> : null}
        <ul className="links">
          {draft.approvals.map(({ account, authority, at }) => (
            <li key={account}>
              {t("design.approvedBy", { account: shortAccount(account), name: nameOf(authority) })}
              <small>{moment(at)}</small>
            </li>
          ))}
        </ul>
        {isApproved ? <p className="calm">{t("design.alreadyYours")}</p> : null}
        {mayAdminister ? (
          <div className="acts">
            {isApproved ? null : <Button onClick={approving.open}>{t("design.approve")}</Button>}
            <Button variant="default" onClick={returning.open}>
              {t("design.sendBack")}
            </Button>
          </div>
        ) : null}
        <ApproveTogether draft={draft} />
      </div>
      <Dialog isOpen={isApproving} onClose={approving.close} title={t("design.approveTitle")}>
        <ApproveForm draft={draft} onClose={approving.close} />
      </Dialog>
      <Dialog isOpen={isReturning} onClose={returning.close} title={t("design.sendBack")}>
        <ReturnForm draft={draft} onClose={returning.close} />
      </Dialog>
    </Panel>
  );
}

function ReturnForm({ draft, onClose }: { readonly draft: TypeDraft; onClose(): void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, isPending, error } = useReturnTypeDraft();
  const written = reason.replaceAll(/\s+/g, " ").trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (written === "") return announce(t("design.reasonNeeded"));
    mutate(
      { id: draft.id, revision: draft.revision, reason: written },
      {
        onSuccess: () => {
          announce(t("design.sentBack"));
          onClose();
        },
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t("design.sendBackText")}</p>
      {error ? <ProblemNotice error={error} /> : null}
      <Textarea
        autoFocus
        rows={3}
        maxLength={500}
        label={t("design.reason")}
        error={isAsked && written === "" ? t("design.reasonNeeded") : undefined}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormActs isPending={isPending} onClose={onClose}>
        {t("design.sendBack")}
      </FormActs>
    </form>
  );
}
