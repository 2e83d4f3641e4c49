import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useReadiness } from "../api/requests/useReadiness.ts";

/** Parts between a document and its proof, from the first. */
const parts = ["database", "chain", "transactions", "indexer", "documents", "log"] as const;

/** What holds documents up now, and what happens to them meanwhile. Nothing when nothing does. */
export function Stalls() {
  const { t } = useTranslation();
  const { data } = useReadiness();
  const stuck = parts.filter((part) => data !== undefined && data.parts[part].state !== "green");
  if (stuck.length === 0) return null;
  return (
    <Alert className="notice wait" role="status" title={t("log.stalled")}>
      <ul>
        {stuck.map((part) => (
          <li key={part}>{t(`log.stall.${part}`)}</li>
        ))}
      </ul>
    </Alert>
  );
}
