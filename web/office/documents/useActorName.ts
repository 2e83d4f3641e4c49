import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useActing } from "../app/useActing.ts";

/** How the audit's names are read: an officer's account in short, one's own as such, a system's key, the program. */
export function useActorName(): (actor: string) => string {
  const { t } = useTranslation();
  const { session } = useActing();
  return useCallback(
    (actor: string) => {
      // Status acts may have a staff number after the name.
      const [name = "", ...rest] = actor.split(" ");
      return [nameOf(name), ...rest].join(" ");

      function nameOf(text: string): string {
        if (text === "system") return t("actor.system");
        const [kind, id = ""] = text.split(":");
        if (kind === "api-key") return t("actor.key", { id: id.slice(0, 8) });
        if (kind !== "officer") return text;
        if (id.toLowerCase() === session.account.toLowerCase()) return t("actor.you");
        return t("actor.officer", { account: `${id.slice(0, 8)}…${id.slice(-4)}` });
      }
    },
    [t, session.account],
  );
}
