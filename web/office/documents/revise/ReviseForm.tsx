import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { DocumentCard } from "../../../ui/card/DocumentCard.tsx";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { useDocument } from "../../api/requests/useDocument.ts";
import { type Revision, useReviseDocument } from "../../api/requests/useReviseDocument.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { announce } from "../../app/Announcer.tsx";
import { ClaimField } from "../../issue/ClaimField.tsx";
import { checkClaims } from "../../issue/checkClaims.ts";
import { type ClaimValues, wrongClaims } from "../../issue/claimFaults.ts";
import { readSchema } from "../../issue/readSchema.ts";
import { useClaimForm } from "../../issue/useClaimForm.ts";
import { Panel } from "../../shared/Panel.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { Changes } from "./Changes.tsx";
import type { RevisingAct } from "./revisingActs.ts";

type Props = {
  readonly document: OfficeDocument;
  readonly act: RevisingAct;
  /** The newest version that may be issued: what takes the place is of that. */
  readonly type: DocumentType;
  readonly issuer: string;
  readonly said: ClaimValues;
};

/** What the old one said, of that which a form of the type takes. */
function givenOf(type: DocumentType, said: ClaimValues): ClaimValues {
  const { given } = readSchema(type);
  return Object.fromEntries(Object.entries(said).filter(([name]) => given.has(name)));
}

/** The form of the type beside its picture, and what is going to be different. */
export function ReviseForm({ document, act, type, issuer, said }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const before = givenOf(type, said);
  const { form, fields, claims, wrong, key, change, showWrong, titleOf } = useClaimForm(
    type,
    before,
  );
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const known = useDocument(document.id);
  const { mutate, isPending, isSuccess, error } = useReviseDocument();
  const needsReason = act === "again";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (isPending || isSuccess) return;
    const found = checkClaims(type, claims);
    if (found.size > 0) return showWrong(found);
    if (needsReason && reason.trim() === "") return announce(t("act.incomplete"));
    const revision: Revision = needsReason
      ? { act: "again", claims, type: type.name, reason: reason.trim() }
      : { act, claims };
    mutate(
      { id: document.id, key, revision },
      {
        onSuccess: ({ id }) => {
          announce(t("revise.done"));
          void navigate(`/documents/${id}`, { state: { isNew: true } });
        },
        onError: (problem) => {
          // Another officer may have been faster: what is known of it is asked for again.
          void known.refetch();
          showWrong(wrongClaims(problem));
        },
      },
    );
  };
  return (
    <div className="with-picture">
      <form ref={form} onSubmit={submit} noValidate>
        {error ? <ProblemNotice error={error} nameOf={titleOf} /> : null}
        <Panel title={t("issue.claims")}>
          <div className="fields">
            {fields.map((field) => (
              <ClaimField
                key={field.name}
                type={type}
                field={field}
                value={claims[field.name]}
                isWrong={wrong.has(field.name)}
                onChange={(value) => change(field.name, value)}
              />
            ))}
          </div>
        </Panel>
        {needsReason ? (
          <TextInput
            label={t("revise.why")}
            description={t("revise.whyHint")}
            maxLength={500}
            error={isAsked && reason.trim() === "" ? t("revise.whyNeeded") : undefined}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        <Changes type={type} before={before} after={claims} />
        <p className="submit">
          <Button type="submit" size="md" loading={isPending}>
            {t(`revise.submit.${act}`)}
          </Button>
          <span className="fine">{t("revise.final")}</span>
        </p>
      </form>
      <aside aria-label={t("issue.preview")}>
        <DocumentCard type={type} claims={claims} issuer={issuer} />
        <p className="fine">{t("issue.previewHint")}</p>
      </aside>
    </div>
  );
}
