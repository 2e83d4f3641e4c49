import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { OpenedApplication, WaitingApplication } from "../../api/requests/useApplications.ts";
import { useActorName } from "../../documents/useActorName.ts";
import { Panel } from "../../shared/Panel.tsx";

type Step = OpenedApplication["journal"][number];

const toDot = ({ step, data }: Step): "done" | "waiting" | "bad" | "calm" => {
  if (step === "decided" || step === "proposed") return data.outcome === "refused" ? "bad" : "done";
  if (step === "person" || step === "sent_back") return "waiting";
  return step === "passed" || step === "withdrawn" ? "calm" : "done";
};

/** Nobody withdrew it: it was closed, for there was no answer. */
const isLapse = ({ step, actor }: Step): boolean => step === "withdrawn" && actor === "system";

/** Each step that it took: who took it, when, and what was written. */
export function Journal({ application }: { readonly application: OpenedApplication }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const actorOf = useActor();
  const moreOf = useMore(application);
  return (
    <Panel title={t("applications.journal")}>
      <ol className="story">
        {application.journal.map((step) => {
          const more = moreOf(step);
          return (
            <li key={step.number} data-state={toDot(step)}>
              <strong>
                {isLapse(step) ? t("applications.lapsed") : t(`applications.step.${step.step}`)}
              </strong>
              <small>
                {moment(step.at)} · {actorOf(step.actor)}
              </small>
              {more === null ? null : <small>{more}</small>}
              {step.words === null ? null : (
                <blockquote className="said">
                  <bdi>{step.words}</bdi>
                </blockquote>
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

/** Who took a step: the applicant is not named, for the office knows them by what they handed in. */
export function useActor(): (actor: string) => string {
  const { t } = useTranslation();
  const nameOf = useActorName();
  return (actor) => {
    if (actor === "rules") return t("applications.byRules");
    return actor.startsWith("resident:") ? t("applications.byApplicant") : nameOf(actor);
  };
}

/** What a step says beside its name: an outcome, why a person decides, what was missing. */
function useMore({ review }: OpenedApplication): (step: Step) => string | null {
  const { t } = useTranslation();
  const { local } = useFormats();
  return ({ data }) => {
    const { outcome, why, missing } = data;
    if (outcome === "granted" || outcome === "refused") return t(`applications.outcome.${outcome}`);
    if (typeof why === "string")
      return t(`applications.why.${why as NonNullable<WaitingApplication["why"]>}`);
    if (!Array.isArray(missing)) return null;
    const names = missing.map((name) => {
      const title = review?.titles[String(name)];
      return title ? local(title) : String(name);
    });
    return `${t("applications.missing")}: ${names.join(" · ")}`;
  };
}
