import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { TypeDraft } from "../../api/requests/useTypeDraft.ts";
import { Panel } from "../../shared/Panel.tsx";
import { shortAccount } from "../../shared/shortAccount.ts";

/** What happened to a draft, the newest first. */
export function DraftStory({ draft }: { readonly draft: TypeDraft }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  return (
    <Panel title={t("design.story")}>
      <ol className="story">
        {draft.steps.map(({ step, at, account, reason, revision }) => (
          <li key={`${step} ${revision} ${account} ${at}`} data-state="done">
            {t(`design.step.${step}`)}
            <small>
              {moment(at)} · <code title={account}>{shortAccount(account)}</code>
            </small>
            {reason ? <p>{reason}</p> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
