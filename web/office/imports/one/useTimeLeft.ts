import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { Import } from "../../api/requests/useImport.ts";

const minuteSeconds = 60;
const hourSeconds = 3_600;

/** How long it still takes, in words. */
export function useTimeLeft({ secondsLeft }: Pick<Import, "secondsLeft">): string {
  const { t } = useTranslation();
  const { number } = useFormats();
  if (secondsLeft === null) return t("imports.left.unknown");
  if (secondsLeft < minuteSeconds) return t("imports.left.seconds");
  if (secondsLeft < hourSeconds)
    return t("imports.left.minutes", { number: number(Math.ceil(secondsLeft / minuteSeconds)) });
  const hours = Math.round((secondsLeft / hourSeconds) * 10) / 10;
  return t("imports.left.hours", { number: number(hours) });
}
