import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Operation } from "../api/requests/useRegistryChanges.ts";
import { announce } from "../app/Announcer.tsx";
import { Loaded } from "../shared/Loaded.tsx";
import { useConfirmation } from "../shared/useConfirmation.tsx";
import { Hash } from "./Hash.tsx";
import { FaultNotice } from "./signing/FaultNotice.tsx";
import { useAloneSigning } from "./useAloneSigning.ts";
import { useDescribe } from "./useDescribe.ts";

type Props = {
  readonly operations: readonly Operation[];
  readonly account: `0x${string}`;
  readonly isRefused: boolean;
  onBack(): void;
};

/** Signed by one's own wallet, sent, then followed. */
export function SignAlone({ operations, account, isRefused, onBack }: Props) {
  const { t } = useTranslation();
  const describe = useDescribe();
  const { prepared, fault, isSigning, sign, retry } = useAloneSigning(account, operations);
  const final = operations.map((each) => describe(each).confirm).find((name) => name !== null);
  const confirmation = useConfirmation(final ?? null, t("acts.finalHint"));
  const confirmAndSign = () => {
    if (confirmation.isConfirmed) return void sign();
    confirmation.ask();
    announce(t("act.incomplete"));
  };
  return (
    <Loaded of={prepared} lines={2}>
      {(requests) => (
        <div className="stack">
          {requests.map(({ hash }) => (
            <Hash key={hash} hash={hash} />
          ))}
          {confirmation.field}
          {fault ? <FaultNotice error={fault} retry={retry} /> : null}
          <div className="submit">
            <Button
              loading={isSigning}
              disabled={isRefused}
              {...(final ? { color: "red" } : {})}
              onClick={confirmAndSign}
            >
              {t("signing.sign")}
            </Button>
            <Button variant="default" onClick={onBack}>
              {t("acts.backToForm")}
            </Button>
            <span className="fine">{t(isSigning ? "signing.inWallet" : "signing.afterwards")}</span>
          </div>
        </div>
      )}
    </Loaded>
  );
}
