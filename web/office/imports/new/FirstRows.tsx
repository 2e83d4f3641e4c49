import { useTranslation } from "react-i18next";
import { claimText } from "../../../ui/card/claimText.ts";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Preview } from "../../api/requests/usePreview.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Reasons } from "../Reasons.tsx";
import { useClaimNames } from "../useClaimNames.ts";

type Row = Preview["rows"][number];
type Props = { readonly type: DocumentType; readonly seen: Preview };

const rowsShown = 5;

/** The first rows as they will be read: numbers, days and listed values as the document will have them. */
export function FirstRows({ type, seen }: Props) {
  const { t } = useTranslation();
  const { language, number } = useFormats();
  const names = useClaimNames(type);
  const claims = [...new Set(seen.columns.flatMap(({ claim }) => claim ?? []))];
  if (claims.length === 0) return null;
  const toCell = (row: Row, claim: string) =>
    claim.includes(".")
      ? String(valueAt(row.claims, claim) ?? "")
      : claimText(type, claim, row.claims[claim], language);
  return (
    <Panel title={t("imports.firstRows")}>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      {/* biome-ignore-start lint/a11y/useSemanticElements: a section would be a second landmark of this name */}
      <div className="scroll" role="group" tabIndex={0} aria-label={t("imports.firstRows")}>
        <DataTable
          label={t("imports.firstRows")}
          rows={seen.rows.slice(0, rowsShown)}
          keyOf={({ line }) => String(line)}
          columns={[
            { key: "line", title: t("imports.line"), render: ({ line }) => number(line) },
            ...claims.map((claim) => ({
              key: claim,
              title: names.of(claim),
              render: (row: Row) => toCell(row, claim),
            })),
            ...(seen.rows.some(({ violations }) => violations.length > 0)
              ? [
                  {
                    key: "faults",
                    title: t("imports.faults"),
                    render: ({ violations }: Row) => <Reasons violations={violations} />,
                  },
                ]
              : []),
          ]}
        />
      </div>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      {/* biome-ignore-end lint/a11y/useSemanticElements: a section would be a second landmark of this name */}
    </Panel>
  );
}

function valueAt(claims: Row["claims"], path: string): unknown {
  let value: unknown = claims;
  for (const name of path.split("."))
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  return value;
}
