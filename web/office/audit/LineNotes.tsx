import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { AuditLine } from "../api/requests/useAuditLines.ts";
import { useNames } from "../shared/useNames.ts";
import { reasonOf } from "./reasonOf.ts";

const ways = ["number", "person", "name"] as const;

/** What the line's data adds to its sentence, in words: why, by what, of which type. */
export function LineNotes({ line }: { readonly line: AuditLine }) {
  const notes = useNotes(line);
  if (notes.length === 0) return null;
  return <p className="fine">{notes.join(" · ")}</p>;
}

function useNotes({ action, subject, data }: AuditLine): readonly string[] {
  const { t } = useTranslation();
  const { local, number } = useFormats();
  const names = useNames();
  const notes: string[] = [];
  const { reason, type, dryRun, documentsPerDay, state } = data;
  if (typeof reason === "string") {
    const words = reasonOf(action, reason);
    notes.push(t("audit.reason", { reason: words ? local(words) : reason }));
  }
  const way = ways.find((each) => subject === `documents:${each}`);
  if (way) notes.push(t("audit.searchedBy", { by: t(`search.kind.${way}`) }));
  if (typeof type === "string") notes.push(t("audit.ofType", { type: names.type(type) }));
  if (action === "webhook.switch" && (state === "on" || state === "off"))
    notes.push(t(`audit.switched.${state}`));
  if (dryRun === true) notes.push(t("audit.dryRun"));
  if (action === "api_key.limit" || documentsPerDay !== undefined)
    notes.push(
      t("audit.perDay", {
        limit: typeof documentsPerDay === "number" ? number(documentsPerDay) : t("keys.noLimit"),
      }),
    );
  return notes;
}
