import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import type { Difference } from "../design/findDifferences.ts";
import { usePartName } from "./usePartName.ts";

type Props = {
  readonly differences: readonly Difference[];
  /** What the two columns are called. */
  readonly before: string;
  readonly after: string;
};

/** What two designs say differently, value by value. */
export function Differences({ differences, before, after }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const partName = usePartName();
  if (differences.length === 0) return <p className="calm">{t("design.noDifference")}</p>;
  const shown = (value: string | null) =>
    value === null || value === "" ? (
      <span className="quiet">{t("design.missingValue")}</span>
    ) : (
      value
    );
  return (
    <DataTable
      label={t("design.differences")}
      rows={differences}
      keyOf={({ claim, part, before: was, after: is }) =>
        [claim?.en, claim?.zh, part, was, is].join(" ")
      }
      columns={[
        {
          key: "where",
          title: t("design.where"),
          render: ({ claim, part }) => (
            <>
              {claim ? local(claim) : null}
              <small>{partName(part, claim !== null)}</small>
            </>
          ),
        },
        { key: "before", title: before, render: (each) => <del>{shown(each.before)}</del> },
        { key: "after", title: after, render: (each) => <ins>{shown(each.after)}</ins> },
      ]}
    />
  );
}
