import { Alert, Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { OpenedApplication } from "../../../api/requests/useApplications.ts";
import { useActing } from "../../../app/useActing.ts";
import { Dialog } from "../../../shared/Dialog.tsx";
import { Panel } from "../../../shared/Panel.tsx";
import { NewsNotice } from "../NewsNotice.tsx";
import type { News } from "../useReopened.ts";
import type { ActProps } from "./ActProps.ts";
import { AskForm } from "./AskForm.tsx";
import { DecideForm } from "./DecideForm.tsx";
import { PassForm } from "./PassForm.tsx";
import { Proposals } from "./Proposals.tsx";
import { usePlacesToPass } from "./usePlacesToPass.ts";

type Act = "granted" | "refused" | "ask" | "pass";

type Props = ActProps & { readonly news: News | null };

/** What an officer can do about an application now, or why not. What they write is not taken away while they write it. */
export function Acts({ application, item, news, onChange }: Props) {
  const { t } = useTranslation();
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Panel title={t("applications.decide")}>
      <div className="stack">
        {application.officersNeeded > 1 && application.outcome === null ? (
          <Proposals application={application} item={item} />
        ) : null}
        {application.state === "person" || act !== null ? (
          <Possible {...{ application, item, news, onChange, act, setAct }} />
        ) : (
          <Over application={application} />
        )}
      </div>
    </Panel>
  );
}

function Over({ application: { outcome, state } }: Pick<ActProps, "application">) {
  const { t } = useTranslation();
  return (
    <Alert className={outcome === "refused" ? "notice bad" : "notice good"} role="status">
      <p>
        {outcome === null ? t(`applications.state.${state}`) : t(`applications.outcome.${outcome}`)}
      </p>
      {outcome === null ? null : <p>{t("applications.follows")}</p>}
      <p>
        <Link to="/applications">{t("applications.back")}</Link>
      </p>
    </Alert>
  );
}

type PossibleProps = Props & {
  /** Which one they have begun. */
  readonly act: Act | null;
  setAct(act: Act | null): void;
};

function Possible({ application, item, news, onChange, act, setAct }: PossibleProps) {
  const { t } = useTranslation();
  const { session } = useActing();
  const places = usePlacesToPass(item);
  const own = application.proposals.some(
    ({ actor }) => actor === `officer:${session.account.toLowerCase()}`,
  );
  if (!application.mayDecide) return <p className="warn">{t("applications.involved")}</p>;
  const acts: readonly Act[] = [
    ...(own ? [] : (["granted", "refused"] as const)),
    "ask",
    ...(places.length > 0 ? (["pass"] as const) : []),
  ];
  const close = () => setAct(null);
  const done = (changed: OpenedApplication) => {
    close();
    onChange(changed);
  };
  return (
    <>
      {own ? (
        <Alert className="notice wait" role="status">
          {t("applications.saidOwn")}
        </Alert>
      ) : null}
      <div className="acts">
        {acts.map((each) => (
          <Button
            key={each}
            variant={each === "granted" ? "filled" : "default"}
            className={each === "refused" ? "danger" : ""}
            onClick={() => setAct(each)}
          >
            {t(`applications.act.${each}`)}
          </Button>
        ))}
      </div>
      <Dialog
        isOpen={act !== null}
        onClose={close}
        title={act === null ? "" : t(`applications.ask.${act}`)}
      >
        <div className="stack">
          <NewsNotice news={news} />
          {act === "granted" || act === "refused" ? (
            <DecideForm
              {...{ application, item, onClose: close, onChange: done }}
              key={act}
              outcome={act}
            />
          ) : null}
          {act === "ask" ? (
            <AskForm application={application} onClose={close} onChange={done} />
          ) : null}
          {act === "pass" ? (
            <PassForm application={application} places={places} onClose={close} />
          ) : null}
        </div>
      </Dialog>
    </>
  );
}
