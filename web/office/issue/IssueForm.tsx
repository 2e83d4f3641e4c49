import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { DocumentCard } from "../../ui/card/DocumentCard.tsx";
import { useIssueDocument } from "../api/requests/useIssueDocument.ts";
import type { DocumentType } from "../api/requests/useTypes.ts";
import { announce } from "../app/Announcer.tsx";
import { Panel } from "../shared/Panel.tsx";
import { ProblemNotice } from "../shared/ProblemNotice.tsx";
import { ClaimField } from "./ClaimField.tsx";
import { checkClaims } from "./checkClaims.ts";
import { wrongClaims } from "./claimFaults.ts";
import { Derived } from "./Derived.tsx";
import { PersonField } from "./PersonField.tsx";
import { useClaimForm } from "./useClaimForm.ts";

type Props = { readonly type: DocumentType; readonly issuer: string };

/** The form of a type, made of its schema, beside a picture of what it is going to be. */
export function IssueForm({ type, issuer }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { form, fields, claims, wrong, key, renewKey, change, showWrong, titleOf } = useClaimForm(
    type,
    {},
  );
  const [person, setPerson] = useState("");
  const { mutate, isPending, error } = useIssueDocument();
  const changePerson = (value: string) => {
    renewKey();
    setPerson(value);
  };
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    const found = checkClaims(type, claims);
    if (found.size > 0) return showWrong(found);
    const given = person.trim() === "" ? {} : { person: person.trim() };
    mutate(
      { key, body: { type: type.name, claims, ...given } },
      {
        onSuccess: ({ id }) => {
          announce(t("issue.done"));
          void navigate(`/documents/${id}`, { state: { isNew: true } });
        },
        onError: (problem) => showWrong(wrongClaims(problem)),
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
            <PersonField type={type} value={person} onChange={changePerson} />
          </div>
        </Panel>
        <Derived type={type} />
        <p className="submit">
          <Button type="submit" size="md" loading={isPending}>
            {t("issue.submit")}
          </Button>
          <span className="fine">{t("issue.final")}</span>
        </p>
      </form>
      <aside aria-label={t("issue.preview")}>
        <DocumentCard type={type} claims={claims} issuer={issuer} />
        <p className="fine">{t("issue.previewHint")}</p>
      </aside>
    </div>
  );
}
