import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { useBulkActs } from "../../api/requests/useBulkActs.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useMay } from "../../app/useActing.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { useActorName } from "../useActorName.ts";
import { BulkState } from "./BulkState.tsx";

/** Acts on many documents, newest first. */
export function Page() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("bulk.listTitle")} lead={t("bulk.listLead")} />
      {useMay("read") ? <List /> : <NotAllowed />}
    </>
  );
}

function List() {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const nameOf = useActorName();
  const acts = useBulkActs();
  return (
    <Loaded of={acts}>
      {(found) =>
        found.length === 0 ? (
          <Empty text={t("bulk.none")} to="/documents" action={t("bulk.toDocuments")} />
        ) : (
          <DataTable
            label={t("bulk.listTitle")}
            rows={found}
            keyOf={({ id }) => id}
            columns={[
              {
                key: "act",
                title: t("bulk.title"),
                render: ({ id, action }) => (
                  <Link to={`/documents/bulk/${id}`}>{t(`bulk.name.${action}`)}</Link>
                ),
              },
              { key: "at", title: t("bulk.begunAt"), render: ({ createdAt }) => moment(createdAt) },
              {
                key: "by",
                title: t("bulk.by"),
                render: ({ requestedBy }) => nameOf(requestedBy),
              },
              {
                key: "count",
                title: t("bulk.documents"),
                atEnd: true,
                render: ({ documents }) => number(documents),
              },
              {
                key: "state",
                title: t("documents.state"),
                render: (act) => <BulkState act={act} />,
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}
