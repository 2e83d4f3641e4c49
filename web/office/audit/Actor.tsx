import { useTranslation } from "react-i18next";
import { useApiKeys } from "../api/requests/useApiKeys.ts";
import { useActing, useMay } from "../app/useActing.ts";
import { shortAccount } from "../shared/shortAccount.ts";

/** A name at the beginning of a sentence begins with a capital letter. */
const asFirst = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** What people call an API key: its name, for those who may see it. */
export function useKeyName(): (id: string) => string {
  const { t } = useTranslation();
  const { data: keys = [] } = useApiKeys(useMay("administer"));
  return (id) => {
    const label = keys.find((key) => key.id === id)?.label;
    return label === undefined
      ? t("audit.key", { id: id.slice(0, 8) })
      : t("audit.namedKey", { label });
  };
}

/** Who did something: an officer, a key, or the program itself. */
export function Actor({
  actor,
  isFirst = false,
}: {
  readonly actor: string;
  readonly isFirst?: boolean;
}) {
  const { t } = useTranslation();
  const { session } = useActing();
  const keyName = useKeyName();
  const [kind, id = ""] = actor.split(":");
  const name = () => {
    if (kind === "api-key") return keyName(id);
    if (kind === "application") return t("audit.subject.application", { id: id.slice(0, 8) });
    if (kind === "resident") return t("audit.resident", { id: id.slice(0, 8) });
    if (kind !== "officer") return kind === "system" ? t("audit.system") : actor;
    return id === session.account.toLowerCase()
      ? t("audit.you")
      : t("audit.officer", { account: shortAccount(id) });
  };
  return <strong title={actor}>{isFirst ? asFirst(name()) : name()}</strong>;
}
