import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { BulkAct } from "../../api/requests/useBulkAct.ts";

const share = (part: number, of: number): string => `${of === 0 ? 0 : (part / of) * 100}%`;

/** How far a bulk act is: what was acted on, what was refused, what waits. */
export function Progress({ act }: { readonly act: BulkAct }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { documents, requested, refused, step } = act;
  const waiting = documents - requested - refused;
  const parts = [
    { key: "requested", count: requested },
    { key: "refused", count: refused },
    { key: "waiting", count: waiting },
  ] as const;
  return (
    <div>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={t("bulk.progress")}
        aria-valuemin={0}
        aria-valuemax={documents}
        aria-valuenow={requested + refused}
      >
        <span data-part="requested" style={{ width: share(requested, documents) }} />
        <span data-part="refused" style={{ width: share(refused, documents) }} />
      </div>
      <dl className="progress-parts">
        {parts.map(({ key, count }) => (
          <div key={key} data-part={key}>
            <dt>{t(`bulk.outcome.${key}`)}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      {step === "collecting" && act.state === "running" ? (
        <p className="calm">{t("bulk.collecting", { number: number(documents) })}</p>
      ) : null}
    </div>
  );
}
