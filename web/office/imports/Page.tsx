import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../ui/useFormats.ts";
import type { Import } from "../api/requests/useImport.ts";
import { useAllImports } from "../api/requests/useImports.ts";
import { PageHead } from "../app/PageHead.tsx";
import { useMay } from "../app/useActing.ts";
import { DataTable } from "../shared/DataTable.tsx";
import { Empty } from "../shared/Empty.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { More } from "../shared/More.tsx";
import { NotAllowed } from "../shared/NotAllowed.tsx";
import { useNames } from "../shared/useNames.ts";
import { ImportPill } from "./ImportPill.tsx";

/** Files that were sent, newest first. */
export function Page() {
  const { t } = useTranslation();
  const mayImport = useMay("import");
  return (
    <>
      <PageHead
        title={t("imports.title")}
        lead={t("imports.lead")}
        actions={
          mayImport ? (
            <Button component={Link} to="/imports/new">
              {t("imports.new")}
            </Button>
          ) : null
        }
      />
      {mayImport ? <List /> : <NotAllowed />}
    </>
  );
}

function List() {
  const { t } = useTranslation();
  const imports = useAllImports();
  return (
    <Loaded of={imports} lines={6}>
      {({ pages }) => {
        const all = pages.flat();
        if (all.length === 0)
          return <Empty text={t("imports.none")} to="/imports/new" action={t("imports.new")} />;
        return (
          <>
            <ImportTable imports={all} />
            <More of={imports} />
          </>
        );
      }}
    </Loaded>
  );
}

function ImportTable({ imports }: { readonly imports: readonly Import[] }) {
  const { t } = useTranslation();
  const { number, moment } = useFormats();
  const names = useNames();
  return (
    <DataTable
      label={t("imports.title")}
      rows={imports}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "file",
          title: t("imports.file"),
          render: ({ id, fileName, type }) => (
            <>
              <Link to={`/imports/${id}`}>{fileName}</Link>
              <small>{names.type(type)}</small>
            </>
          ),
        },
        {
          key: "state",
          title: t("imports.stateTitle"),
          render: (one) => <ImportPill import={one} />,
        },
        {
          key: "issued",
          title: t("imports.issued"),
          atEnd: true,
          render: ({ rows }) => number(rows.issued),
        },
        {
          key: "wrong",
          title: t("imports.wrong"),
          atEnd: true,
          render: ({ rows }) => number(rows.rejected),
        },
        {
          key: "rows",
          title: t("imports.rows"),
          atEnd: true,
          render: ({ rows }) => number(rows.total),
        },
        { key: "sent", title: t("imports.sent"), render: ({ createdAt }) => moment(createdAt) },
      ]}
    />
  );
}
