import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useFormats } from "../../../../ui/useFormats.ts";
import { type GoverningAct, useGoverningAct } from "../../../api/requests/useGoverningActs.ts";
import { PageHead } from "../../../app/PageHead.tsx";
import { Facts } from "../../../shared/Facts.tsx";
import { Loaded } from "../../../shared/Loaded.tsx";
import { Panel } from "../../../shared/Panel.tsx";
import { Following } from "../../change/Following.tsx";
import { Operations } from "../../Operations.tsx";
import { RefusalNotice } from "../../RefusalNotice.tsx";
import { useDescribe } from "../../useDescribe.ts";
import { Warnings } from "../../Warnings.tsx";
import { ActState, stateOf } from "../ActState.tsx";
import { Decide } from "./Decide.tsx";
import { Elsewhere } from "./Elsewhere.tsx";
import { Signers } from "./Signers.tsx";

/** One act of an account of many: what it does, who has signed, and what one can do about it. */
export function Page() {
  const { id = "" } = useParams();
  const { t } = useTranslation();
  const act = useGoverningAct(id);
  if (act.data) return <ActView key={id} act={act.data} />;
  return (
    <>
      <PageHead title={t("queue.one")} />
      <Loaded of={act}>{() => null}</Loaded>
    </>
  );
}

function ActView({ act }: { readonly act: GoverningAct }) {
  const { t } = useTranslation();
  const describe = useDescribe();
  const [first] = act.requests;
  const isOpen = act.state === "open" && stateOf(act) !== "expired";
  const isSigner = act.signers.some(({ you }) => you);
  const draft = first?.operation === "ApproveDocumentType" ? String(first.values.draft) : null;
  return (
    <>
      <PageHead
        title={first ? describe(first).title : t("queue.one")}
        lead={<Link to="/acts">{t("queue.title")}</Link>}
        actions={<ActState act={act} />}
      />
      <div className="two">
        <Panel title={t("acts.review")}>
          <div className="stack">
            <Operations operations={act.requests} account={isOpen ? act.account : undefined} />
            {isOpen ? <Warnings operations={act.requests} account={act.account} /> : null}
            {act.refusal ? <RefusalNotice refusal={act.refusal} /> : null}
            {isOpen && isSigner ? <Decide act={act} /> : null}
            {draft ? (
              <p>
                <Link to={`/types/drafts/${draft}`}>{t("queue.toDraft")}</Link>
              </p>
            ) : null}
          </div>
        </Panel>
        <div className="stack">
          {act.change ? <Following change={act.change} /> : null}
          <Signers act={act} />
          <About act={act} />
          {isOpen && isSigner ? <Elsewhere act={act} /> : null}
        </div>
      </div>
    </>
  );
}

function About({ act }: { readonly act: GoverningAct }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const other = (id: string | null) =>
    id === null ? null : <Link to={`/acts/${id}`}>{id.slice(0, 8)}</Link>;
  return (
    <Panel title={t("queue.about")}>
      <Facts
        facts={[
          { title: t("authority.account"), value: <code className="long">{act.account}</code> },
          { title: t("queue.proposedBy"), value: <code className="long">{act.proposedBy}</code> },
          { title: t("queue.since"), value: moment(act.createdAt) },
          { title: t("queue.until"), value: moment(act.deadline) },
          { title: t("queue.replaces"), value: other(act.replaces) },
          { title: t("queue.replacedBy"), value: other(act.replacedBy) },
          {
            title: t("queue.endedBy"),
            value: act.endedBy ? <code className="long">{act.endedBy}</code> : null,
          },
        ]}
      />
    </Panel>
  );
}
