import { Alert } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { Refusal } from "../api/requests/useRegistryChanges.ts";
import { contractErrors } from "./contractErrors.ts";

/** Why a contract says no, or the service to an approval, in words; the name for it is for those who look into it. */
export function RefusalNotice({ refusal }: { readonly refusal: Refusal }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const isOfDraft = refusal.error.startsWith("type_draft.");
  const known = contractErrors[refusal.error];
  return (
    <Alert
      className="notice bad"
      role="alert"
      title={t(isOfDraft ? "refusal.approval" : "refusal.title")}
    >
      <p>{known ? local(known) : t("refusal.other")}</p>
      <p className="fine">
        <code>{refusal.error}</code>
      </p>
    </Alert>
  );
}
