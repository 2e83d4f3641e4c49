import { useTranslation } from "react-i18next";
import type { OpenedApplication } from "../../api/requests/useApplications.ts";
import { useItemRules } from "../../api/requests/useItemRules.ts";
import { Loaded } from "../../shared/Loaded.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { Acts } from "./acts/Acts.tsx";
import { Evidence } from "./Evidence.tsx";
import { HandedIn } from "./HandedIn.tsx";
import { Journal } from "./Journal.tsx";
import { RulesSay } from "./RulesSay.tsx";
import type { News } from "./useReopened.ts";

type Props = {
  readonly application: OpenedApplication;
  readonly news: News | null;
  onChange(application: OpenedApplication): void;
};

/** What somebody handed in, what was found, what the rules say, and what an officer can do. */
export function Opened({ application, news, onChange }: Props) {
  const detail = useItemRules(application.item);
  return (
    <Loaded of={detail} lines={8}>
      {({ item }) => (
        <>
          <div className="two">
            <div className="stack">
              <AppealReason application={application} />
              <HandedIn application={application} item={item} />
              <Evidence application={application} item={item} />
            </div>
            <div className="stack">
              <RulesSay application={application} item={item} />
              <Acts application={application} item={item} news={news} onChange={onChange} />
            </div>
          </div>
          <Journal application={application} />
        </>
      )}
    </Loaded>
  );
}

/** Why the applicant says that the first decision is wrong. */
function AppealReason({ application: { journal } }: Pick<Props, "application">) {
  const { t } = useTranslation();
  const said = journal.find(({ step }) => step === "appealed")?.words ?? null;
  if (said === null) return null;
  return (
    <Panel title={t("applications.appealReason")}>
      <blockquote className="said">
        <bdi>{said}</bdi>
      </blockquote>
    </Panel>
  );
}
