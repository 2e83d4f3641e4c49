import { useTranslation } from "react-i18next";
import { PageHead } from "../app/PageHead.tsx";
import { useIsDesk } from "../desk/useIsDesk.ts";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { Panel } from "../shared/Panel.tsx";
import { FindMandates } from "./FindMandates.tsx";
import { NewMandate } from "./NewMandate.tsx";

/** Who acts for whom: written down by officers who have seen both cards, and ended here. */
export function Page() {
  const { t } = useTranslation();
  const isOffice = useIsDesk();
  return (
    <>
      <PageHead title={t("mandates.title")} lead={t("mandates.lead")} />
      {isOffice ? null : <NotAllowed />}
      {isOffice ? (
        <>
          <Panel title={t("mandates.make")}>
            <NewMandate />
          </Panel>
          <Panel title={t("mandates.find")}>
            <FindMandates />
          </Panel>
        </>
      ) : null}
    </>
  );
}
