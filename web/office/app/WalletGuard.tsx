import { Button } from "@mantine/core";
import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useEndSession } from "../api/requests/useEndSession.ts";
import type { Session } from "../api/requests/useSession.ts";
import { otherAccount, watchWallet } from "../api/walletAccount.ts";

/** When the wallet has gone to another account, nothing is done in the old one's name. */
export function WalletGuard(props: { readonly session: Session; readonly children: ReactNode }) {
  const { session, children } = props;
  const { t } = useTranslation();
  const other = useSyncExternalStore(watchWallet, () => otherAccount(session.account));
  const { mutate, isPending } = useEndSession("changed");
  if (other === null) return children;
  return (
    <section className="alone" role="alert">
      <h1>{t("wallet.changedTitle")}</h1>
      <p>{t("wallet.changedText", { before: session.account, now: other })}</p>
      <Button loading={isPending} onClick={() => mutate(undefined)}>
        {t("wallet.signInAgain")}
      </Button>
    </section>
  );
}
