import { Alert } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FoundWallet } from "../../ui/wallets/useAnnouncedWallets.ts";
import { useSignIn } from "../api/requests/useSignIn.ts";
import { readEnd } from "../api/sessionEnd.ts";
import { announce } from "../app/Announcer.tsx";
import { PageHead } from "../app/PageHead.tsx";
import { forgetPasskey, isPasskeyKnown } from "../passkey/findPasskeyWallet.ts";
import { LanguageSwitch } from "../shared/LanguageSwitch.tsx";
import { Mark } from "../shared/Mark.tsx";
import { PasskeySignIn } from "./PasskeySignIn.tsx";
import { SignInFault } from "./SignInFault.tsx";
import { useWallets } from "./useWallets.ts";
import { WalletList } from "./WalletList.tsx";

export function SignInPage() {
  const { t } = useTranslation();
  const { wallets: all, passkey, lookAgain } = useWallets();
  const wallets = all.filter((wallet) => wallet !== passkey);
  const [chosen, setChosen] = useState<string | null>(null);
  const { mutate, isPending, error, reset } = useSignIn();
  const [end] = useState(readEnd);
  const isPasskey = passkey !== null && chosen === passkey.info.uuid;
  useEffect(() => {
    if (isPending) announce(t(isPasskey ? "passkey.inProgress" : "signIn.inWallet"));
  }, [isPending, isPasskey, t]);
  const choose = (uuid: string) => {
    const wallet = wallets.find(({ info }) => info.uuid === uuid);
    if (!wallet) return lookAgain();
    setChosen(uuid);
    reset();
    mutate(wallet.provider, { onError: lookAgain });
  };
  const choosePasskey = (found: FoundWallet) => {
    setChosen(found.info.uuid);
    reset();
    mutate(found.provider);
  };
  return (
    <div className="sign-in">
      <header>
        <span className="brand">
          <Mark />
          <span>Sello</span>
        </span>
        <LanguageSwitch />
      </header>
      <main id="main">
        <PageHead title={t("signIn.title")} lead={t("signIn.lead")} />
        {end && !error ? (
          <Alert className="notice wait" role="status">
            {t(`signIn.${end}`)}
          </Alert>
        ) : null}
        {error ? <SignInFault error={error} isPasskey={isPasskey} /> : null}
        <WalletList
          wallets={wallets}
          busy={isPending ? chosen : null}
          onChoose={choose}
          onLook={lookAgain}
        />
        {passkey ? (
          <PasskeySignIn
            isBusy={isPending && isPasskey}
            isDisabled={isPending}
            isKnown={isPasskeyKnown()}
            onChoose={() => choosePasskey(passkey)}
            onChooseOther={() => {
              forgetPasskey();
              choosePasskey(passkey);
            }}
          />
        ) : null}
        <p className="fine">{t("signIn.privacy")}</p>
      </main>
    </div>
  );
}
