import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { claimText } from "../../../ui/card/claimText.ts";
import { DocumentCard } from "../../../ui/card/DocumentCard.tsx";
import { useFormats } from "../../../ui/useFormats.ts";
import type { OfficeDocument } from "../../api/requests/useDocument.ts";
import { type ReadingReason, useReadDocument } from "../../api/requests/useReadDocument.ts";
import { useSaveDocument } from "../../api/requests/useSaveDocument.ts";
import { type DocumentType, useTypes } from "../../api/requests/useTypes.ts";
import { announce } from "../../app/Announcer.tsx";
import { Facts } from "../../shared/Facts.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { useNames } from "../../shared/useNames.ts";
import { ReasonField } from "../ReasonField.tsx";

/** What the document says: sealed until one gives a reason, which is recorded. */
export function Contents({ document }: { readonly document: OfficeDocument }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<ReadingReason | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const { mutate, data, error, isPending, reset } = useReadDocument();
  const { data: types } = useTypes();
  const names = useNames();
  const read = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
    if (reason === null) return announce(t("reading.needed"));
    mutate({ id: document.id, reason }, { onSuccess: () => announce(t("reading.shown")) });
  };
  const type = types?.find(({ vct }) => vct === data?.vct);
  if (data && type)
    return (
      <Panel
        title={t("document.contents")}
        aside={
          <Button size="compact-sm" variant="default" onClick={reset}>
            {t("reading.hide")}
          </Button>
        }
      >
        <DocumentCard
          type={type}
          claims={data.claims}
          issuer={names.authority(document.authority)}
        />
        <ClaimFacts type={type} claims={data.claims} />
        <Keep document={document} reason={reason} />
      </Panel>
    );
  return (
    <Panel title={t("document.contents")}>
      <p className="calm">{t("reading.sealed")}</p>
      {error ? <ProblemNotice error={error} /> : null}
      <form className="reading" onSubmit={read} noValidate>
        <ReasonField
          value={reason}
          onChange={setReason}
          error={isAsked && reason === null ? t("reading.needed") : undefined}
        />
        <Button type="submit" variant="default" loading={isPending}>
          {t("reading.read")}
        </Button>
      </form>
    </Panel>
  );
}

type KeepProps = { readonly document: OfficeDocument; readonly reason: ReadingReason | null };

/** What a holder takes along: on paper, or as a file. */
function Keep({ document: { id, state }, reason }: KeepProps) {
  const { t } = useTranslation();
  const { mutate, error, isPending } = useSaveDocument();
  return (
    <div className="stack keep">
      {error ? <ProblemNotice error={error} /> : null}
      <div className="acts">
        <Button component={Link} to={`/documents/${id}/print`} variant="default">
          {t("print.open")}
        </Button>
        {reason && state === "anchored" ? (
          <Button variant="default" loading={isPending} onClick={() => mutate({ id, reason })}>
            {t("reading.save")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

type ClaimsProps = {
  readonly type: DocumentType;
  readonly claims: Readonly<Record<string, unknown>>;
};

export function ClaimFacts({ type, claims }: ClaimsProps) {
  const { language, local } = useFormats();
  return (
    <Facts
      facts={Object.entries(type.claims)
        .filter(([name]) => name !== "photo")
        .map(([name, { title }]) => ({
          title: local(title),
          value: claimText(type, name, claims[name], language),
        }))}
    />
  );
}
