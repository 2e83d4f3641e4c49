import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import { type AuthorityEvent, useAuthorityEvents } from "../../api/requests/useAuthorityEvents.ts";
import type { Refusal, RegistryChange } from "../../api/requests/useRegistryChanges.ts";
import { useStale } from "../../api/useAct.ts";
import { Panel } from "../../shared/Panel.tsx";
import { RefusalNotice } from "../RefusalNotice.tsx";
import { useDescribe } from "../useDescribe.ts";
import { useElapsed } from "../useElapsed.ts";

type Step = {
  readonly key: string;
  readonly what: string;
  readonly when: string;
  readonly state: "done" | "waiting" | "bad" | "next";
};

/** From the signature to where everybody sees it: what is done, how long it has taken, what comes next. */
export function Following({ change }: { readonly change: RegistryChange }) {
  const { t } = useTranslation();
  const describe = useDescribe();
  const first = change.operations[0];
  const { slug, told } = first ? describe(first) : { slug: null, told: null };
  const isShown = useShown(change, told);
  const steps = useSteps(change, isShown);
  const refusal = change.error as Refusal | null;
  return (
    <Panel title={t("change.story")}>
      <ol className="story">
        {steps.map(({ key, what, when, state }) => (
          <li key={key} data-state={state}>
            <strong>{what}</strong>
            <small>{when}</small>
          </li>
        ))}
      </ol>
      {change.state === "refused" && refusal ? <RefusalNotice refusal={refusal} /> : null}
      <p className="fine">
        {t("change.transaction")} <code className="long">{change.transactionHash}</code>
      </p>
      {slug ? (
        <p>
          <Link to={`/authorities/${slug}`}>{t("change.toAuthority")}</Link>
        </p>
      ) : null}
    </Panel>
  );
}

const eventsLooked = 10;

/** Whether the registry tells of it: what pages show comes from its events. */
function useShown({ state, transactionHash }: RegistryChange, told: string | null): boolean {
  const askAgain = useStale("changeEnded");
  const isIn = state === "effective";
  const isIt = (event: AuthorityEvent) => event.transactionHash === transactionHash;
  const events = useAuthorityEvents(isIn ? told : null, eventsLooked, isIt);
  // Of what is about the network no authority's history tells.
  const isShown = isIn && (told === null || events.data?.pages[0]?.events.some(isIt) === true);
  useEffect(() => {
    if (isShown || state === "refused") askAgain();
  }, [isShown, state, askAgain]);
  return isShown;
}

function useSteps(change: RegistryChange, isShown: boolean): readonly Step[] {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const elapsed = useElapsed(change.sentAt, change.endedAt);
  const { state, blockNumber, sentAt, endedAt } = change;
  const sent: Step = {
    key: "sent",
    what: t("change.step.sent"),
    when: moment(sentAt),
    state: "done",
  };
  if (state === "sent")
    return [
      sent,
      { key: "block", what: t("change.step.waiting"), when: elapsed, state: "waiting" },
      { key: "shown", what: t("change.step.next"), when: t("change.nextText"), state: "next" },
    ];
  const block: Step = {
    key: "block",
    what: t(state === "refused" ? "change.step.refused" : "change.step.block", {
      block: number(Number(blockNumber ?? 0)),
    }),
    when: `${endedAt === null ? "" : moment(endedAt)} · ${elapsed}`,
    state: state === "refused" ? "bad" : "done",
  };
  if (state === "refused") return [sent, block];
  const shown: Step = {
    key: "shown",
    what: t(isShown ? "change.step.shown" : "change.step.showing"),
    when: t(isShown ? "change.doneText" : "change.nextText"),
    state: isShown ? "done" : "waiting",
  };
  return [sent, block, shown];
}
