import { useTranslation } from "react-i18next";
import { useNow } from "../shared/useNow.ts";

/** For how long something has been under way, or was, in words. Unix seconds. */
export function useElapsed(from: number, until: number | null): string {
  const { t } = useTranslation();
  const now = useNow(until === null);
  const seconds = Math.max(0, Math.round((until ?? now) - from));
  if (seconds < 90) return t("change.seconds", { number: seconds });
  if (seconds < 5_400) return t("change.minutes", { number: Math.round(seconds / 60) });
  return t("change.hours", { number: Math.round(seconds / 3_600) });
}
