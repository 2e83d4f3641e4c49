import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { useRoleNames } from "../../acts/useRoleNames.ts";
import type { AuthorityEvent } from "../../api/requests/useAuthorityEvents.ts";
import { useNames } from "../../shared/useNames.ts";
import { eventText } from "./eventTexts.ts";

/** What an event of the registry says, in the reader's language. */
export function useEventText(): (event: AuthorityEvent) => string {
  const { t } = useTranslation();
  const { local, moment } = useFormats();
  const names = useNames();
  const roleNames = useRoleNames();
  const time = (value: unknown) =>
    String(value) === "0" ? t("acts.noEnd") : moment(Number(value));
  const type = (id: string) => {
    const known = names.typeById(id);
    return known ? local(known.title) : `${id.slice(0, 12)}…`;
  };
  return ({ name, args }) => eventText({ t, time, type, roleNames }, name, args);
}
