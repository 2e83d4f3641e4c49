import { Alert, Button } from "@mantine/core";
import { ApiFailure, ApiProblem } from "@sello/api/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isAmong } from "../../api/signing/findWallet.ts";
import { SigningFault, toSigningFault } from "../../api/signing/SigningFault.ts";
import { switchChain } from "../../api/signing/signData.ts";
import { followWallet } from "../../api/walletAccount.ts";
import { useActing } from "../../app/useActing.ts";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { useWallets } from "../../sign-in/useWallets.ts";
import { WalletList } from "../../sign-in/WalletList.tsx";
import { RefusalNotice } from "../RefusalNotice.tsx";

type Props = {
  readonly error: Error;
  /** Signs again, or prepares again what has expired. */
  retry(): void;
};

/** What came between: the wallet, its owner, the service or the registry. Each with its way on. */
export function FaultNotice({ error, retry }: Props) {
  if (error instanceof ApiProblem && error.code === "registry_change.refused")
    return <RefusalNotice refusal={toRefusal(error)} />;
  if (error instanceof ApiProblem && error.code === "registry_change.expired")
    return <WalletFault fault={new SigningFault("expired")} retry={retry} />;
  if (error instanceof ApiProblem || error instanceof ApiFailure)
    return <ProblemNotice error={error} retry={retry} />;
  return <WalletFault fault={toSigningFault(error)} retry={retry} />;
}

const toRefusal = ({ problem }: ApiProblem) => ({
  error: String(problem.error),
  args: (problem.args ?? {}) as Record<string, unknown>,
});

type WalletFaultProps = Omit<Props, "error"> & { readonly fault: SigningFault };

function WalletFault({ fault, retry }: WalletFaultProps) {
  const { t } = useTranslation();
  const { session } = useActing();
  const { code, chainId } = fault;
  return (
    <Alert
      className={code === "wallet" ? "notice bad" : "notice wait"}
      role="alert"
      title={t(`signing.${code}Title`)}
    >
      <p>{t(`signing.${code}Text`, { account: session.account, chain: chainId ?? "" })}</p>
      {code === "noWallet" || code === "account" ? <Reconnect onDone={retry} /> : null}
      {code === "chain" && chainId !== null ? <Switch chainId={chainId} onDone={retry} /> : null}
      {code === "refused" || code === "wallet" || code === "expired" ? (
        <Button size="xs" variant="default" onClick={retry}>
          {t(code === "expired" ? "signing.prepareAgain" : "problem.retry")}
        </Button>
      ) : null}
    </Alert>
  );
}

type DoneProps = { onDone(): void };

/** Looks for the account in the wallets of this browser. */
function Reconnect({ onDone }: DoneProps) {
  const { t } = useTranslation();
  const { session } = useActing();
  const { wallets, lookAgain } = useWallets();
  const [busy, setBusy] = useState<string | null>(null);
  const [isOther, setIsOther] = useState(false);
  const choose = async (uuid: string) => {
    const wallet = wallets.find(({ info }) => info.uuid === uuid)?.provider;
    if (!wallet) return lookAgain();
    setBusy(uuid);
    const accounts = await wallet.request({ method: "eth_requestAccounts" }).catch(() => []);
    setBusy(null);
    setIsOther(!isAmong(accounts, session.account));
    if (!isAmong(accounts, session.account)) return;
    followWallet(wallet, session.account);
    onDone();
  };
  return (
    <>
      {isOther ? <p className="warn">{t("signing.other")}</p> : null}
      <WalletList
        wallets={wallets}
        busy={busy}
        onChoose={(uuid) => void choose(uuid)}
        onLook={lookAgain}
      />
    </>
  );
}

function Switch({ chainId, onDone }: DoneProps & { readonly chainId: number }) {
  const { t } = useTranslation();
  const { session } = useActing();
  const [hasFailed, setHasFailed] = useState(false);
  const ask = () =>
    switchChain(session.account, chainId).then(onDone, () => {
      setHasFailed(true);
    });
  return (
    <>
      {hasFailed ? <p className="warn">{t("signing.switchFailed", { chain: chainId })}</p> : null}
      <div className="acts">
        <Button size="xs" onClick={() => void ask()}>
          {t("signing.switch")}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {t("problem.retry")}
        </Button>
      </div>
    </>
  );
}
