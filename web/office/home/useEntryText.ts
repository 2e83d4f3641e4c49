import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { describers } from "../acts/describers.ts";
import type { HomeEntry, HomeTask } from "../api/requests/useHome.ts";

/** What one of the things that wait is called, in the reader's language; null: it has no name that says anything. */
export function useEntryText(): (kind: HomeTask["kind"], entry: HomeEntry) => string | null {
  const { t } = useTranslation();
  const { local } = useFormats();
  return (kind, { id, text, name }) => {
    const called = name ? local(name) : text;
    if (kind === "turnover.sign") return null;
    if (kind === "person.changed")
      return `${name ? local(name) : ""} · ${t(`home.life.${text as "name" | "leaving" | "death"}`)}`;
    if (kind === "device.ending") return `${text} · ${name ? local(name) : ""}`;
    if (kind === "act.sign")
      return `${t(`acts.name.${text as keyof typeof describers}`)} · ${name ? local(name) : ""}`;
    if (kind === "bulk.running" || kind === "bulk.stopped")
      return t(`bulk.name.${text as "suspend" | "reinstate" | "revoke"}`);
    return called ?? `${id.slice(0, 12)}…`;
  };
}
