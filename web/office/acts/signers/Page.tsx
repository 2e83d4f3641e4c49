import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { PageHead } from "../../app/PageHead.tsx";
import { useActing } from "../../app/useActing.ts";
import { Empty } from "../../shared/Empty.tsx";
import { Change } from "./Change.tsx";

/** Who signs for an account of many, and how many of them: changed by an act of the account itself. */
export function Page() {
  const { t } = useTranslation();
  const { account = "" } = useParams();
  const [query] = useSearchParams();
  const { session } = useActing();
  const many = session.accounts.find(
    (each) => each.account.toLowerCase() === account.toLowerCase(),
  );
  return (
    <>
      <PageHead
        title={t("acts.name.ChangeSigners")}
        lead={<code className="long">{account}</code>}
      />
      {many?.kind === "officer-account" ? (
        <Change key={`${many.account} ${query}`} many={many} />
      ) : (
        <Empty
          text={t(many ? "signers.safeText" : "queue.notYours")}
          to="/acts"
          action={t("queue.title")}
        />
      )}
    </>
  );
}
