import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useDecideOnAct } from "../../../api/requests/useDecideOnAct.ts";
import type { GoverningAct } from "../../../api/requests/useGoverningActs.ts";
import { signData } from "../../../api/signing/signData.ts";
import { announce } from "../../../app/Announcer.tsx";
import { useActing } from "../../../app/useActing.ts";
import { useConfirmation } from "../../../shared/useConfirmation.tsx";
import { Hash } from "../../Hash.tsx";
import { FaultNotice } from "../../signing/FaultNotice.tsx";
import { useDescribe } from "../../useDescribe.ts";
import { EndDialog } from "./EndDialog.tsx";
import { toReplacement } from "./toReplacement.ts";
import { useHashes } from "./useHashes.ts";

/** Signs, declines, replaces or ends an act that waits. */
export function Decide({ act }: { readonly act: GoverningAct }) {
  const { t } = useTranslation();
  const describe = useDescribe();
  const { fault, isSigning, sign, decline, send } = useDecisions(act);
  const [isEnding, setIsEnding] = useState(false);
  const final = act.requests.map((each) => describe(each).confirm).find((name) => name !== null);
  const confirmation = useConfirmation(final ?? null, t("acts.finalHint"));
  const hashes = useHashes(act);
  const own = act.signers.find(({ you }) => you)?.decision ?? null;
  const isComplete = act.signed >= act.threshold;
  const replacement = toReplacement(act, describe);
  const confirmAndSign = () => {
    if (confirmation.isConfirmed) return void sign();
    confirmation.ask();
    announce(t("act.incomplete"));
  };
  return (
    <div className="stack">
      {own === "signed" ? null : (
        <>
          {hashes.map((hash) => (
            <Hash key={hash} hash={hash} />
          ))}
          {act.kind === "safe" ? <p className="warn">{t("queue.safe")}</p> : null}
          {confirmation.field}
        </>
      )}
      {fault ? <FaultNotice error={fault} retry={() => void sign()} /> : null}
      <div className="acts">
        {own === "signed" ? null : (
          <Button loading={isSigning} {...(final ? { color: "red" } : {})} onClick={confirmAndSign}>
            {t("signing.sign")}
          </Button>
        )}
        {isComplete ? (
          <Button loading={send.isPending} onClick={() => send.mutate(undefined)}>
            {t("queue.send")}
          </Button>
        ) : null}
        {own === "declined" ? null : (
          <Button
            variant="default"
            loading={decline.isPending}
            onClick={() =>
              decline.mutate(undefined, { onSuccess: () => announce(t("queue.declined")) })
            }
          >
            {t(own === "signed" ? "queue.takeBack" : "queue.decline")}
          </Button>
        )}
        {replacement ? (
          <Button component={Link} to={replacement} variant="default">
            {t("queue.replace")}
          </Button>
        ) : null}
        <Button variant="default" className="danger" onClick={() => setIsEnding(true)}>
          {t("queue.end")}
        </Button>
      </div>
      <EndDialog act={act} isOpen={isEnding} onClose={() => setIsEnding(false)} />
    </div>
  );
}

function useDecisions(act: GoverningAct) {
  const { t } = useTranslation();
  const { session } = useActing();
  const { sign: give, decline, send } = useDecideOnAct(act.id);
  const [signFault, setSignFault] = useState<Error | null>(null);
  const [isSigning, setIsSigning] = useState(false);
  const sign = async () => {
    setSignFault(null);
    setIsSigning(true);
    announce(t("signing.inWallet"));
    try {
      const signatures = [];
      for (const { typedData } of act.requests)
        signatures.push(await signData(session.account, typedData));
      await give.mutateAsync({ signatures });
      announce(t("queue.signedNow"));
    } catch (error) {
      setSignFault(error as Error);
    }
    setIsSigning(false);
  };
  return { fault: signFault ?? decline.error ?? send.error, isSigning, sign, decline, send };
}
