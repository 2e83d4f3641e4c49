import { Button, Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "../shared/Icon.tsx";

type Props = {
  readonly isBusy: boolean;
  readonly isDisabled: boolean;
  /** Whether one was used here before. */
  readonly isKnown: boolean;
  onChoose(): void;
  onChooseOther(): void;
};

/** For officers without a wallet. */
export function PasskeySignIn({ isBusy, isDisabled, isKnown, onChoose, onChooseOther }: Props) {
  const { t } = useTranslation();
  return (
    <div className="passkey">
      <button type="button" className="passkey-button" disabled={isDisabled} onClick={onChoose}>
        <span className="wallet-mark">
          <Icon name="keys" />
        </span>
        <span className="wallet-name">
          {t("passkey.signIn")}
          <small>{t(isBusy ? "passkey.inProgress" : "passkey.hint")}</small>
        </span>
        {isBusy ? <Loader size="sm" /> : null}
      </button>
      {isKnown ? (
        <Button size="compact-sm" variant="subtle" disabled={isDisabled} onClick={onChooseOther}>
          {t("passkey.other")}
        </Button>
      ) : (
        <p className="fine">{t("passkey.first")}</p>
      )}
    </div>
  );
}
