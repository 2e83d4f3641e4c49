import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { type Auditor, useAuditors, useEndAuditor } from "../../api/requests/useAuditors.ts";
import { announce } from "../../app/Announcer.tsx";
import { PageHead } from "../../app/PageHead.tsx";
import { ConfirmDialog } from "../../shared/ConfirmDialog.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { useAdministers } from "../../shared/useAdministers.ts";
import { useNames } from "../../shared/useNames.ts";
import { AppointForm } from "./AppointForm.tsx";
import { AuditorTable } from "./AuditorTable.tsx";

/** Who may look at what an authority does, without changing anything: appointed and ended here. */
export function Page() {
  const { t } = useTranslation();
  const { slug = "" } = useParams();
  const { authority: nameOf } = useNames();
  const isAllowed = useAdministers(slug);
  const auditors = useAuditors(isAllowed);
  const [ending, setEnding] = useState<Auditor | null>(null);
  return (
    <>
      <PageHead
        title={t("auditors.title")}
        lead={<Link to={`/authorities/${slug}`}>{nameOf(slug)}</Link>}
      />
      {isAllowed ? (
        <>
          <Panel title={t("auditors.appoint")}>
            <AppointForm key={slug} slug={slug} />
          </Panel>
          <Panel title={t("auditors.all")}>
            <Loaded of={auditors} lines={3}>
              {(all) => (
                <AuditorTable
                  auditors={all.filter(({ authority }) => authority === slug)}
                  onEnd={setEnding}
                />
              )}
            </Loaded>
          </Panel>
          <EndDialog auditor={ending} onClose={() => setEnding(null)} />
        </>
      ) : (
        <NotAllowed />
      )}
    </>
  );
}

function EndDialog({ auditor, onClose }: { readonly auditor: Auditor | null; onClose(): void }) {
  const { t } = useTranslation();
  const { mutate, error, isPending, reset } = useEndAuditor();
  const close = () => {
    reset();
    onClose();
  };
  const end = (id: string) =>
    mutate(id, {
      onSuccess: () => {
        announce(t("auditors.endedNow"));
        close();
      },
    });
  return (
    <ConfirmDialog
      isOpen={auditor !== null}
      title={t("auditors.endOf", { name: auditor?.name ?? "" })}
      text={t("auditors.endText")}
      act={t("auditors.end")}
      isPending={isPending}
      error={error}
      onConfirm={() => auditor && end(auditor.id)}
      onClose={close}
    />
  );
}
