import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { useReturnRules } from "../../api/requests/useRuleActs.ts";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { announce } from "../../app/Announcer.tsx";
import { useActing } from "../../app/useActing.ts";
import { ConfirmDialog } from "../../shared/ConfirmDialog.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { shortAccount } from "../../shared/shortAccount.ts";
import { useNames } from "../../shared/useNames.ts";
import { DiscardDialog } from "./DiscardDialog.tsx";
import { SignForm } from "./SignForm.tsx";

type Props = { readonly version: RuleVersion; readonly mayMake: boolean };

/** Who has signed a version, and what the officer who looks at it may do. */
export function Signing({ version, mayMake }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { authority: nameOf } = useNames();
  const { session } = useActing();
  const [isSigning, signing] = useDisclosure(false);
  const [isReturning, returning] = useDisclosure(false);
  const [isDiscarding, discarding] = useDisclosure(false);
  const { id, revision, signatures, authority } = version;
  const isSigned = signatures.some(
    ({ account }) => account.toLowerCase() === session.account.toLowerCase(),
  );
  return (
    <Panel
      title={t("rules.signatures")}
      aside={
        <span className="quiet">{t("rules.signaturesOf", { number: signatures.length })}</span>
      }
    >
      <div className="stack">
        <p className="fine">{t("rules.signaturesHint", { name: nameOf(authority) })}</p>
        {signatures.length === 0 ? <p className="calm">{t("rules.noSignature")}</p> : null}
        <ul className="links">
          {signatures.map(({ account, at }) => (
            <li key={account}>
              {t("rules.signedBy", { account: shortAccount(account) })}
              <small>{moment(at)}</small>
            </li>
          ))}
        </ul>
        {isSigned ? <p className="calm">{t("rules.alreadyYours")}</p> : null}
        {mayMake ? (
          <div className="acts">
            {isSigned ? null : <Button onClick={signing.open}>{t("rules.sign")}</Button>}
            <Button variant="default" onClick={returning.open}>
              {t("rules.giveBack")}
            </Button>
            <Button variant="default" onClick={discarding.open}>
              {t("design.discard")}
            </Button>
          </div>
        ) : null}
      </div>
      <Dialog isOpen={isSigning} onClose={signing.close} title={t("rules.signTitle")}>
        <SignForm version={version} onClose={signing.close} />
      </Dialog>
      <ReturnDialog version={version} isOpen={isReturning} onClose={returning.close} />
      <DiscardDialog id={id} revision={revision} isOpen={isDiscarding} onClose={discarding.close} />
    </Panel>
  );
}

type ReturnProps = Pick<Props, "version"> & { readonly isOpen: boolean; onClose(): void };

function ReturnDialog({ version: { id, revision }, isOpen, onClose }: ReturnProps) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useReturnRules();
  const giveBack = () =>
    mutate(
      { id, revision },
      {
        onSuccess: () => {
          announce(t("rules.givenBack"));
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t("rules.giveBack")}
      text={t("rules.giveBackText")}
      act={t("rules.giveBack")}
      isPending={isPending}
      error={error}
      onConfirm={giveBack}
      onClose={onClose}
    />
  );
}
