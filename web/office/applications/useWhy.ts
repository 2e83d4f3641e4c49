import { useTranslation } from "react-i18next";
import type { WaitingApplication } from "../api/requests/useApplications.ts";

/** Why a person decides, in words; null: none does. */
export function useWhy(): (application: WaitingApplication) => string | null {
  const { t } = useTranslation();
  return ({ why, appeals }) => {
    if (appeals !== null) return t("applications.whyAppeal");
    return why === null ? null : t(`applications.why.${why}`);
  };
}
