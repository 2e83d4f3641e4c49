import { useTranslation } from "react-i18next";
import type { Operation } from "../api/requests/useRegistryChanges.ts";

/** What is signed, field by field, as the wallet shows it. */
export function Fields({ operation: { operation, values } }: { readonly operation: Operation }) {
  const { t } = useTranslation();
  return (
    <details className="signed-fields">
      <summary>{t("acts.fields")}</summary>
      <p className="fine">
        <code>{operation}</code>
      </p>
      <dl className="facts">
        {Object.entries(values).map(([name, value]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <code className="long">{String(value)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
