import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { useActing } from "../../app/useActing.ts";
import { Panel } from "../../shared/Panel.tsx";

/** The accounts that one signs for with others, and how each is changed. */
export function Accounts() {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { session } = useActing();
  if (session.accounts.length === 0) return null;
  return (
    <Panel title={t("signers.accounts")}>
      <ul className="act-list">
        {session.accounts.map(({ account, kind, threshold, signers, authorities }) => (
          <li key={account}>
            <div>
              <strong>{authorities.map(({ name }) => local(name)).join(" · ")}</strong>
              <small>
                <code className="long">{account}</code>
              </small>
            </div>
            <span>{t("signers.mOfN", { threshold, signers })}</span>
            {kind === "safe" ? (
              <small>{t("signers.inTheSafe")}</small>
            ) : (
              <Link to={`/accounts/${account}/signers`}>{t("signers.change")}</Link>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
