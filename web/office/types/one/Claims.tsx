import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import { readSchema } from "../../issue/readSchema.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Pill } from "../../shared/Pill.tsx";

/** Every claim: what it is called, whether it must be given, what is right, and whether its holder may hide it. */
export function Claims({ type }: { readonly type: DocumentType }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { required, given } = readSchema(type);
  return (
    <Panel title={t("types.claims")}>
      <DataTable
        label={t("types.claims")}
        rows={Object.entries(type.claims)}
        keyOf={([name]) => name}
        columns={[
          {
            key: "title",
            title: t("types.claim"),
            render: ([name, { title }]) => (
              <>
                {local(title)} <code className="quiet">{name}</code>
              </>
            ),
          },
          {
            key: "asked",
            title: t("types.asked"),
            render: ([name]) => {
              if (!given.has(name)) return <Pill tone="calm">{t("types.derived")}</Pill>;
              return (
                <span className="whole">
                  {t(required.has(name) ? "types.required" : "types.optional")}
                </span>
              );
            },
          },
          {
            key: "rule",
            title: t("types.rule"),
            render: ([, { rule }]) => (rule ? local(rule) : "–"),
          },
          {
            key: "hidden",
            title: t("types.disclosable"),
            render: ([name]) => t(type.disclosable.includes(name) ? "common.yes" : "common.no"),
          },
        ]}
      />
    </Panel>
  );
}
