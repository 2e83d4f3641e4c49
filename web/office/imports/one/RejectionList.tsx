import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Import } from "../../api/requests/useImport.ts";
import { useRejections } from "../../api/requests/useRejections.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { Reasons } from "../Reasons.tsx";

/** Where rows are wrong and why, without what they say. */
export function RejectionList({ import: one }: { readonly import: Import }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const rejections = useRejections(one.id, one.rows.rejected);
  return (
    <Loaded of={rejections}>
      {(rows) => (
        <>
          <DataTable
            label={t("imports.faults")}
            rows={rows}
            keyOf={({ line }) => String(line)}
            columns={[
              { key: "line", title: t("imports.line"), render: ({ line }) => number(line) },
              {
                key: "why",
                title: t("imports.faults"),
                render: ({ violations }) => <Reasons violations={violations} />,
              },
            ]}
          />
          {rows.length < one.rows.rejected ? (
            <p className="fine">{t("imports.firstShown", { number: number(rows.length) })}</p>
          ) : null}
        </>
      )}
    </Loaded>
  );
}
