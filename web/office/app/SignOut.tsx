import { useTranslation } from "react-i18next";
import { useEndSession } from "../api/requests/useEndSession.ts";
import { Icon } from "../shared/Icon.tsx";

export function SignOut({ account }: { readonly account: string }) {
  const { t } = useTranslation();
  const { mutate, isPending } = useEndSession();
  return (
    <button
      type="button"
      className="plain signed"
      title={account}
      disabled={isPending}
      onClick={() => mutate(undefined)}
    >
      <Icon name="leave" />
      <span>{t("app.signOut")}</span>
    </button>
  );
}
