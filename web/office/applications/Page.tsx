import { useTranslation } from "react-i18next";
import { useApplicationFigures, useApplications } from "../api/requests/useApplications.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { Figures, Waiting } from "./Figures.tsx";
import { QueueTable } from "./QueueTable.tsx";

/** What residents applied for and rules did not settle, and how soon the authority answers. */
export function Page() {
  const { t } = useTranslation();
  const isAllowed = useMay("issue");
  const applications = useApplications(isAllowed);
  const figures = useApplicationFigures(isAllowed);
  if (!isAllowed)
    return (
      <>
        <PageHead title={t("applications.title")} />
        <NotAllowed />
      </>
    );
  return (
    <>
      <PageHead title={t("applications.title")} lead={t("applications.lead")} />
      {figures.data ? <Waiting figures={figures.data} /> : null}
      <Loaded of={applications}>
        {(found) =>
          found.length === 0 ? (
            <Empty text={t("applications.none")} />
          ) : (
            <QueueTable applications={found} />
          )
        }
      </Loaded>
      <Loaded of={figures}>{(found) => <Figures figures={found} />}</Loaded>
    </>
  );
}
