import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { News } from "./useReopened.ts";

/** What the applicant did since the page was opened; nothing when they did nothing. */
export function NewsNotice({ news }: { readonly news: News | null }) {
  const { t } = useTranslation();
  if (news === null) return null;
  return (
    <Alert className="notice wait" role="status">
      <p>{t(`applications.news.${news}`)}</p>
      <p>{t("applications.newsLead")}</p>
    </Alert>
  );
}
