import { Alert, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type TypeDraft, useTypeDraft } from "../../api/requests/useTypeDraft.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useActing, useMay } from "../../app/useActing.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { DraftEditor } from "./DraftEditor.tsx";
import { DraftPill } from "./DraftPill.tsx";
import { DraftStory } from "./DraftStory.tsx";
import { DraftView } from "./DraftView.tsx";

export function Page() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const isAllowed = useMay("administer", "signer", "auditor");
  const asked = useTypeDraft(isAllowed ? id : null);
  if (!isAllowed)
    return (
      <>
        <PageHead title={t("types.title")} />
        <NotAllowed />
      </>
    );
  return <Loaded of={asked}>{(draft) => <OneDraft draft={draft} />}</Loaded>;
}

function OneDraft({ draft }: { readonly draft: TypeDraft }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { authority } = useActing();
  const isOwn = useMay("administer") && draft.authority === authority?.slug;
  const isOpen = draft.state === "draft" && isOwn;
  const [last] = draft.steps;
  const title = local(draft.title) || draft.name || t("design.none");
  return (
    <>
      <PageHead
        title={t("design.versionTitle", { title, version: draft.version })}
        lead={isOpen ? t("design.lead") : t("design.reviewLead")}
        actions={
          <>
            {draft.documentType ? (
              <Button component={Link} to={`/types/drafts/${draft.id}/try`} variant="default">
                {t("trial.link")}
              </Button>
            ) : null}
            <DraftPill state={draft.state} isReturned={draft.isReturned} />
          </>
        }
      />
      {draft.isReturned && last?.reason ? (
        <Alert className="notice bad" title={t("design.returnedTitle")}>
          <p>{last.reason}</p>
        </Alert>
      ) : null}
      {isOpen ? (
        <DraftEditor key={draft.id} draft={draft} initial={draft.design} />
      ) : (
        <DraftView draft={draft} isOwn={isOwn} />
      )}
      <DraftStory draft={draft} />
    </>
  );
}
