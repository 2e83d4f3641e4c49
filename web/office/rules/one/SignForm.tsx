import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { FaultNotice } from "../../acts/signing/FaultNotice.tsx";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { toRuleHash, useSignRules } from "../../api/requests/useSignRules.ts";
import { announce } from "../../app/Announcer.tsx";
import { useActing } from "../../app/useActing.ts";
import { Facts } from "../../shared/Facts.tsx";
import { FormActs } from "../../shared/FormActs.tsx";
import { useNames } from "../../shared/useNames.ts";

type Props = { readonly version: RuleVersion; onClose(): void };

/** What one is about to sign, in words, and the wallet that signs it. */
export function SignForm({ version, onClose }: Props) {
  const { t } = useTranslation();
  const { local, day } = useFormats();
  const { authority: nameOf } = useNames();
  const { session } = useActing();
  const { mutate, isPending, error } = useSignRules();
  const { title, number, from, until, signatures, rules, cases, authority } = version;
  const isLast = signatures.length > 0;
  const sign = () =>
    mutate(
      { version, account: session.account },
      {
        onSuccess: ({ state }) => {
          announce(t(state === "published" ? "rules.publishedNow" : "rules.signedNow"));
          onClose();
        },
      },
    );
  return (
    <div className="stack">
      <p>
        <strong>
          {t(isLast ? "rules.signLast" : "rules.signFirst", {
            title: local(title),
            version: number ?? 0,
          })}
        </strong>
      </p>
      <Facts
        facts={[
          { title: t("rules.answeredBy"), value: nameOf(authority) },
          { title: t("rules.from"), value: from === 0 ? t("rules.always") : day(from) },
          { title: t("rules.until"), value: until === null ? t("rules.untilNext") : day(until) },
        ]}
      />
      <div>
        <p className="fine">{t("rules.walletShows")}</p>
        <span className="quiet">rules</span>
        <code className="content-hash">{toRuleHash(rules)}</code>
        <span className="quiet">cases</span>
        <code className="content-hash">{toRuleHash(cases)}</code>
      </div>
      {error ? <FaultNotice error={error} retry={sign} /> : null}
      <FormActs isPending={isPending} onAct={sign} onClose={onClose}>
        {t("signing.sign")}
      </FormActs>
    </div>
  );
}
