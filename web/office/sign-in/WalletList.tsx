import { Button, Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FoundWallet } from "../../ui/wallets/useAnnouncedWallets.ts";
import { Icon } from "../shared/Icon.tsx";

type Props = {
  readonly wallets: readonly FoundWallet[];
  /** The one that is being asked. */
  readonly busy: string | null;
  onChoose(uuid: string): void;
  onLook(): void;
};

export function WalletList({ wallets, busy, onChoose, onLook }: Props) {
  const { t } = useTranslation();
  if (wallets.length === 0)
    return (
      <div className="empty">
        <p>{t("signIn.none")}</p>
        <Button variant="default" onClick={onLook}>
          {t("signIn.look")}
        </Button>
      </div>
    );
  return (
    <ul className="wallets" aria-label={t("signIn.wallets")}>
      {wallets.map(({ info: { uuid, name } }) => (
        <li key={uuid}>
          <button type="button" disabled={busy !== null} onClick={() => onChoose(uuid)}>
            <span className="wallet-mark">
              <Icon name="wallet" />
            </span>
            <span className="wallet-name">
              {name}
              {busy === uuid ? <small>{t("signIn.inWallet")}</small> : null}
            </span>
            {busy === uuid ? <Loader size="sm" /> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
