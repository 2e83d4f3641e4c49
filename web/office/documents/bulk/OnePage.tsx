import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type BulkAct, useBulkAct } from "../../api/requests/useBulkAct.ts";
import { useHolderMessages } from "../../api/requests/useHolderMessages.ts";
import { useStatusReasons } from "../../api/requests/useStatusReasons.ts";
import { useSteerBulkAct } from "../../api/requests/useSteerBulkAct.ts";
import { PageHead } from "../../app/PageHead.tsx";
import { useMay } from "../../app/useActing.ts";
import { Facts } from "../../shared/Facts.tsx";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { useActorName } from "../useActorName.ts";
import { BulkState } from "./BulkState.tsx";
import { Outcomes } from "./Outcomes.tsx";
import { Progress } from "./Progress.tsx";

/** One act on many documents: how far it is, and what became of each. */
export function Page() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const act = useBulkAct(id);
  const mayRead = useMay("read");
  if (act.data && mayRead) return <BulkView key={id} act={act.data} />;
  return (
    <>
      <PageHead title={t("bulk.title")} />
      {mayRead ? <Loaded of={act}>{() => null}</Loaded> : <NotAllowed />}
    </>
  );
}

function BulkView({ act }: { readonly act: BulkAct }) {
  const { t } = useTranslation();
  const { local, moment } = useFormats();
  const nameOf = useActorName();
  const { data: reasons = [] } = useStatusReasons();
  const { data: messages = [] } = useHolderMessages();
  const reason = [...reasons, ...messages].find(({ code }) => code === act.reason);
  return (
    <>
      <PageHead
        title={t(`bulk.name.${act.action}`)}
        lead={reason ? local(reason.text) : act.reason}
        actions={<BulkState act={act} />}
      />
      <div className="two">
        <Panel title={t("bulk.progress")}>
          <Progress act={act} />
          <Steering act={act} />
        </Panel>
        <Panel title={t("bulk.about")}>
          <Facts
            facts={[
              { title: t("bulk.by"), value: nameOf(act.requestedBy) },
              { title: t("bulk.for"), value: local(act.by.name) },
              { title: t("bulk.selection"), value: <SelectionText act={act} /> },
              { title: t("bulk.begunAt"), value: moment(act.createdAt) },
              {
                title: t("bulk.endedAt"),
                value: act.finishedAt === null ? null : moment(act.finishedAt),
              },
            ]}
          />
        </Panel>
      </div>
      <Outcomes act={act} />
    </>
  );
}

function Steering({ act: { id, action, state, error } }: { readonly act: BulkAct }) {
  const { t } = useTranslation();
  const steer = useSteerBulkAct();
  const mayRevoke = useMay("revoke");
  const next = state === "running" ? "stop" : state === "stopped" ? "resume" : null;
  return (
    <div className="stack steering">
      {error ? (
        <p className="warn">
          {error.code === "bulk_act.too_large"
            ? t("bulk.tooLarge")
            : error.code === "bulk_act.rights_ended"
              ? t("bulk.rightsEnded")
              : t("bulk.inactive")}
        </p>
      ) : null}
      {steer.error ? <ProblemNotice error={steer.error} /> : null}
      {state === "done" ? (
        <p className="calm">{t(action === "tell" ? "bulk.toldText" : "bulk.doneText")}</p>
      ) : null}
      {mayRevoke && next ? (
        <Button
          variant="default"
          loading={steer.isPending}
          onClick={() => steer.mutate({ id, act: next })}
        >
          {t(`bulk.${next}`)}
        </Button>
      ) : null}
    </div>
  );
}

function SelectionText({ act: { of } }: { readonly act: BulkAct }) {
  const { t } = useTranslation();
  if (of.by === "documents") return t("bulk.by_.documents");
  if (of.by === "filter") return t("bulk.by_.filter");
  return (
    <>
      {t(`reach.kind.${of.kind}`)} <code className="long">{of.id}</code>
    </>
  );
}
