import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { DocumentType } from "../api/requests/useTypes.ts";
import { Panel } from "../shared/Panel.tsx";
import { derivedOf } from "./readSchema.ts";

/** What the service adds by itself, so that nobody looks for a field for it. */
export function Derived({ type }: { readonly type: DocumentType }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const names = derivedOf(type);
  if (names.length === 0) return null;
  return (
    <Panel title={t("issue.derived")}>
      <p className="calm">{t("issue.derivedHint")}</p>
      <ul className="chips">
        {names.map((name) => {
          const title = type.claims[name]?.title;
          return <li key={name}>{title ? local(title) : name}</li>;
        })}
      </ul>
    </Panel>
  );
}
