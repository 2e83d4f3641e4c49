import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { ItemRules } from "../../api/requests/useItemRules.ts";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { Panel } from "../../shared/Panel.tsx";
import { shortAccount } from "../../shared/shortAccount.ts";
import { Grant } from "./Grant.tsx";

type Props = { readonly version: RuleVersion; readonly item: ItemRules };

/** The way of a published version: signed, in the log, in force, and whether it decides without a person. */
export function Published({ version, item }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { signatures, number, publishedAt, grants } = version;
  const isReplaced = isOlder(version, item);
  const [grant] = grants.filter(({ endedAt }) => endedAt === null);
  return (
    <Panel
      title={t("rules.way")}
      aside={
        <a className="fine" href={`/rules/${version.item}/${number ?? ""}`}>
          {t("rules.publicOne")}
        </a>
      }
    >
      <div className="stack">
        <ol className="story">
          <li data-state="done">
            {t("rules.step.signed", {
              accounts: signatures.map(({ account }) => shortAccount(account)).join(", "),
            })}
            {publishedAt === null ? null : <small>{moment(publishedAt)}</small>}
          </li>
          <InForce version={version} item={item} />
          <li data-state={grant ? "done" : "waiting"}>
            {t(grant ? "rules.step.granted" : "rules.step.notGranted")}
            {grant ? (
              <small>
                {moment(grant.grantedAt)} ·{" "}
                <code title={grant.account}>{shortAccount(grant.account)}</code>
              </small>
            ) : null}
          </li>
        </ol>
        {isReplaced && !grant ? null : <Grant version={version} isGranted={grant !== undefined} />}
      </div>
    </Panel>
  );
}

/** Whether a later version is in force. */
const isOlder = ({ number }: RuleVersion, item: ItemRules): boolean =>
  item.version !== null && number !== null && item.version > number;

/** It decides once its document is in the log, and its day has come. */
function InForce({ version, item }: Props) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { from, number } = version;
  const isReplaced = isOlder(version, item);
  const isDone = isReplaced || item.version === number;
  const since = from === 0 ? t("rules.always") : t("common.since", { from: day(from) });
  return (
    <li data-state={isDone ? "done" : "waiting"}>
      {isReplaced
        ? t("rules.step.replaced", { version: item.version ?? 0 })
        : t(isDone ? "rules.step.inForce" : "rules.step.notYet")}
      <small>{isDone ? since : t("rules.step.waits", { from: day(from) })}</small>
    </li>
  );
}
