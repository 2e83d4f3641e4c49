import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { isNow } from "./isNow.ts";
import { Pill } from "./Pill.tsx";

type Props = { readonly term: { readonly from: number; readonly until: number | null } };

/** From when to when, and whether that is over. */
export function Term({ term }: Props) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { from, until } = term;
  return (
    <span className="term">
      {until === null
        ? t("common.since", { from: day(from) })
        : t("common.fromUntil", { from: day(from), until: day(until) })}
      {isNow(term) ? null : <Pill tone="calm">{t("common.over")}</Pill>}
    </span>
  );
}
