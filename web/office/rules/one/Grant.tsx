import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { FaultNotice } from "../../acts/signing/FaultNotice.tsx";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { toRuleHash, useEndGrant, useGrantRules } from "../../api/requests/useSignRules.ts";
import { announce } from "../../app/Announcer.tsx";
import { useActing, useMay } from "../../app/useActing.ts";
import { ConfirmDialog } from "../../shared/ConfirmDialog.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { FormActs } from "../../shared/FormActs.tsx";
import { useNames } from "../../shared/useNames.ts";

type Props = { readonly version: RuleVersion; readonly isGranted: boolean };

/** Whether a version decides without a person: given by an officer who issues at the authority that answers, ended by any. */
export function Grant({ version, isGranted }: Props) {
  const { t } = useTranslation();
  const { authority: nameOf } = useNames();
  const { authority } = useActing();
  const isIssuer = useMay("issue") && authority?.slug === version.authority;
  const [isOpen, dialog] = useDisclosure(false);
  if (!isIssuer)
    return <p className="fine">{t("rules.grantOf", { name: nameOf(version.authority) })}</p>;
  return (
    <>
      <p className="fine">{t(isGranted ? "rules.grantedHint" : "rules.grantHint")}</p>
      <div className="acts">
        <Button variant={isGranted ? "default" : "filled"} onClick={dialog.open}>
          {t(isGranted ? "rules.endGrant" : "rules.grant")}
        </Button>
      </div>
      {isGranted ? (
        <EndDialog id={version.id} isOpen={isOpen} onClose={dialog.close} />
      ) : (
        <Dialog isOpen={isOpen} onClose={dialog.close} title={t("rules.grant")}>
          <GrantForm version={version} onClose={dialog.close} />
        </Dialog>
      )}
    </>
  );
}

function GrantForm({ version, onClose }: { readonly version: RuleVersion; onClose(): void }) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { session } = useActing();
  const { mutate, isPending, error } = useGrantRules();
  const { title, number, rules } = version;
  const grant = () =>
    mutate(
      { version, account: session.account },
      {
        onSuccess: () => {
          announce(t("rules.grantedNow"));
          onClose();
        },
      },
    );
  return (
    <div className="stack">
      <p>
        <strong>{t("rules.grantText", { title: local(title), version: number ?? 0 })}</strong>
      </p>
      <p>{t("rules.grantFollows")}</p>
      <div>
        <p className="fine">{t("rules.walletShows")}</p>
        <code className="content-hash">{toRuleHash(rules)}</code>
      </div>
      {error ? <FaultNotice error={error} retry={grant} /> : null}
      <FormActs isPending={isPending} onAct={grant} onClose={onClose}>
        {t("signing.sign")}
      </FormActs>
    </div>
  );
}

type EndProps = { readonly id: string; readonly isOpen: boolean; onClose(): void };

function EndDialog({ id, isOpen, onClose }: EndProps) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useEndGrant();
  const end = () =>
    mutate(id, {
      onSuccess: () => {
        announce(t("rules.endedNow"));
        onClose();
      },
    });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t("rules.endGrant")}
      text={t("rules.endGrantText")}
      act={t("rules.endGrant")}
      isPending={isPending}
      error={error}
      onConfirm={end}
      onClose={onClose}
    />
  );
}
