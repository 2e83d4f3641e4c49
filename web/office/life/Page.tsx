import { useTranslation } from "react-i18next";
import { PageHead } from "../app/PageHead.tsx";
import { useIsDesk } from "../desk/useIsDesk.ts";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { Panel } from "../shared/Panel.tsx";
import { LifeEventTable } from "./LifeEventTable.tsx";
import { NewLifeEvent } from "./NewLifeEvent.tsx";

/** What the register notes of a person's life. Whom it is about is personal data: it is in no address, and in no list. */
export function Page() {
  const { t } = useTranslation();
  const isOffice = useIsDesk();
  return (
    <>
      <PageHead title={t("life.title")} lead={t("life.lead")} />
      {isOffice ? (
        <>
          <Panel title={t("life.note")}>
            <NewLifeEvent />
          </Panel>
          <Panel title={t("life.noted")}>
            <LifeEventTable />
          </Panel>
        </>
      ) : (
        <NotAllowed />
      )}
    </>
  );
}
