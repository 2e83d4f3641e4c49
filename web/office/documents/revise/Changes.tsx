import { useTranslation } from "react-i18next";
import { claimText } from "../../../ui/card/claimText.ts";
import { useFormats } from "../../../ui/useFormats.ts";
import type { DocumentType } from "../../api/requests/useTypes.ts";
import type { ClaimValues } from "../../issue/claimFaults.ts";
import { Panel } from "../../shared/Panel.tsx";

type Props = {
  readonly type: DocumentType;
  readonly before: ClaimValues;
  readonly after: ClaimValues;
};

const areSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What is going to be different: before and after, claim by claim. */
export function Changes({ type, before, after }: Props) {
  const { t } = useTranslation();
  const { language, local } = useFormats();
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !areSame(before[name], after[name]),
  );
  const toText = (name: string, value: unknown): string => {
    if (value === undefined) return t("revise.nothing");
    if (name === "photo") return t("card.photo");
    return claimText(type, name, value, language);
  };
  return (
    <Panel title={t("revise.changes")}>
      {names.length === 0 ? (
        <p className="calm">{t("revise.noChanges")}</p>
      ) : (
        <dl className="claim-changes">
          {names.map((name) => (
            <div key={name}>
              <dt>{local(type.claims[name]?.title ?? { zh: name, es: name, en: name })}</dt>
              <dd>
                <del>
                  <span className="unseen">{t("revise.before")} </span>
                  {toText(name, before[name])}
                </del>
                <ins>
                  <span className="unseen">{t("revise.after")} </span>
                  {toText(name, after[name])}
                </ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
