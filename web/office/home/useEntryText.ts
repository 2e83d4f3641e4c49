import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { describers } from "../acts/describers.ts";
import type { HomeEntry, HomeTask } from "../api/requests/useHome.ts";

/** What one of the things that wait is called, in the reader's language; null: it has no name that says anything. */
export function useEntryText(): (kind: HomeTask["kind"], entry: HomeEntry) => string | null {
  const { t } = useTranslation();
  const { local } = useFormats();
  return (kind, { id, text, name }) => {
    const named = name ? local(name) : "";
    switch (kind) {
      case "turnover.sign":
        return null;
      case "person.changed":
        return `${named} · ${t(`home.life.${text as "name" | "leaving" | "death"}`)}`;
      case "device.ending":
        return `${text} · ${named}`;
      case "act.sign":
        return `${t(`acts.name.${text as keyof typeof describers}`)} · ${named}`;
      case "bulk.running":
      case "bulk.stopped":
        return t(`bulk.name.${text as "suspend" | "reinstate" | "revoke"}`);
      default:
        return named || text || `${id.slice(0, 12)}…`;
    }
  };
}
