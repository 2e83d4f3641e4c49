import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import {
  type OpenedApplication,
  useApplicationSummary,
  useOpenApplication,
  type WaitingApplication,
} from "../../api/requests/useApplications.ts";
import { announce } from "../../app/Announcer.tsx";
import { PageHead } from "../../app/PageHead.tsx";
import { useMay } from "../../app/useActing.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { NotAllowed } from "../../shared/NotAllowed.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Pill, type Tone } from "../../shared/Pill.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { About } from "./About.tsx";
import { NewsNotice } from "./NewsNotice.tsx";
import { Opened } from "./Opened.tsx";
import { useReopened } from "./useReopened.ts";

/** One application: what is known of it, and, once it is opened, what was handed in and what to do about it. */
export function Page() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const isAllowed = useMay("issue");
  const summary = useApplicationSummary(id, isAllowed);
  if (summary.data && isAllowed) return <ApplicationView key={id} application={summary.data} />;
  return (
    <>
      <PageHead title={t("applications.one")} />
      {isAllowed ? <Loaded of={summary}>{() => null}</Loaded> : <NotAllowed />}
    </>
  );
}

type Props = { readonly application: WaitingApplication };

function ApplicationView({ application }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const [opened, setOpened] = useState<OpenedApplication | null>(null);
  const { news, error, forget } = useReopened({ application, opened, onOpen: setOpened });
  return (
    <>
      <PageHead
        title={local(application.title)}
        lead={<Link to="/applications">{t("applications.title")}</Link>}
        actions={<StatePills application={application} />}
      />
      <About application={application} />
      <NewsNotice news={news} />
      {error ? <ProblemNotice error={error} /> : null}
      {opened ? (
        <Opened
          application={opened}
          news={news}
          onChange={(changed) => {
            forget();
            setOpened(changed);
          }}
        />
      ) : (
        <Gate application={application} onOpen={setOpened} />
      )}
    </>
  );
}

const toTone = ({ state, outcome }: WaitingApplication): Tone => {
  if (outcome !== null) return outcome === "granted" ? "good" : "bad";
  return state === "withdrawn" ? "calm" : "wait";
};

function StatePills({ application }: Props) {
  const { t } = useTranslation();
  const { state, outcome, appeals } = application;
  return (
    <span className="pills">
      {appeals === null ? null : <Pill tone="wait">{t("applications.appeal")}</Pill>}
      <Pill tone={toTone(application)}>
        {outcome === null ? t(`applications.state.${state}`) : t(`applications.outcome.${outcome}`)}
      </Pill>
    </span>
  );
}

type GateProps = Props & { onOpen(opened: OpenedApplication): void };

/** Before what somebody handed in: opening it is recorded, and they see it. */
function Gate({ application: { id }, onOpen }: GateProps) {
  const { t } = useTranslation();
  const { mutate, error, isPending } = useOpenApplication();
  const open = () =>
    mutate(id, {
      onSuccess: (opened) => {
        announce(t("applications.opened"));
        onOpen(opened);
      },
    });
  return (
    <Panel title={t("applications.handedIn")}>
      <p className="calm">{t("applications.openLead")}</p>
      {error ? <ProblemNotice error={error} /> : null}
      <div className="reading">
        <Button loading={isPending} onClick={open}>
          {t("applications.open")}
        </Button>
      </div>
    </Panel>
  );
}
