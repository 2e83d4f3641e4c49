import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type GoverningAct, useGoverningActs } from "../../api/requests/useGoverningActs.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useActing, useStands } from "../../app/useActing.ts";
import { Empty } from "../../shared/Empty.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { useNames } from "../../shared/useNames.ts";
import { useDescribe } from "../useDescribe.ts";
import { Accounts } from "./Accounts.tsx";
import { ActState } from "./ActState.tsx";
import { Progress } from "./Progress.tsx";

/** Acts of the accounts that one signs for with others. */
export function Page() {
  const { t } = useTranslation();
  const { session } = useActing();
  const isAuditor = useStands("auditor");
  const isAsked = session.accounts.length > 0 || isAuditor;
  const acts = useGoverningActs(isAsked);
  const names = useNames();
  const [office] = session.accounts.flatMap(({ authorities }) => authorities);
  if (!isAsked)
    return (
      <>
        <PageHead title={t("queue.title")} />
        <Empty text={t("queue.notYours")} to="/authorities" action={t("nav.authorities")} />
      </>
    );
  return (
    <>
      <PageHead title={t("queue.title")} lead={t(isAuditor ? "queue.audited" : "queue.lead")} />
      <Accounts />
      <Loaded of={acts}>
        {(all) => {
          const waiting = all.filter(({ state }) => state === "open");
          const over = all.filter(({ state }) => state !== "open");
          return (
            <>
              <Panel title={t("queue.waiting")}>
                {waiting.length === 0 ? (
                  <Empty
                    text={t("queue.none")}
                    to={`/authorities/${office?.slug ?? ""}`}
                    action={office ? names.authority(office.slug) : t("nav.authorities")}
                  />
                ) : (
                  <ActList acts={waiting} />
                )}
              </Panel>
              {over.length > 0 ? (
                <Panel title={t("queue.over")}>
                  <ActList acts={over} />
                </Panel>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function ActList({ acts }: { readonly acts: readonly GoverningAct[] }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const describe = useDescribe();
  return (
    <ul className="act-list">
      {acts.map((act) => (
        <li key={act.id}>
          <div>
            <Link to={`/acts/${act.id}`}>
              {act.requests.map((request) => describe(request, act.account).says).join(" ")}
            </Link>
            <small>{t("queue.proposedAt", { at: moment(act.createdAt) })}</small>
          </div>
          <Progress act={act} />
          <ActState act={act} />
        </li>
      ))}
    </ul>
  );
}
