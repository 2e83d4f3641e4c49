import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { ApiKey } from "../api/requests/useApiKeys.ts";
import { Pill } from "../shared/Pill.tsx";

/** What was issued with a key today, of what may be. */
export function DayUse({ apiKey: { documentsPerDay, today } }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation();
  const { number, moment } = useFormats();
  if (documentsPerDay === null || today === null)
    return <span className="quiet">{t("keys.noLimit")}</span>;
  const [used, limit] = [number(today.documents), number(documentsPerDay)];
  return (
    <>
      {t("keys.usedToday", { used, limit })}{" "}
      {today.documents >= documentsPerDay ? (
        <Pill tone="wait">{t("keys.dayUsed", { time: moment(today.endsAt) })}</Pill>
      ) : null}
    </>
  );
}
