import { Button } from "@mantine/core";
import type { Output } from "@sello/api/client";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useFormats } from "../../../ui/useFormats.ts";
import type { ItemRules } from "../../api/requests/useItemRules.ts";
import { useTryRules } from "../../api/requests/useRuleActs.ts";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { DataTable } from "../../shared/DataTable.tsx";
import { Panel } from "../../shared/Panel.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { useOutcomeWords } from "../useOutcomeWords.ts";
import { OutcomeTable } from "./OutcomeTable.tsx";

type Props = { readonly version: RuleVersion; readonly item: ItemRules };
type RuleTrial = Output<"tryRuleVersion">;

/** Last month's applications by these rules: how many would be decided differently, and which. */
export function LastMonth({ version: { id } }: Props) {
  const { t } = useTranslation();
  const { mutate, data, error, isPending } = useTryRules();
  return (
    <Panel title={t("rules.lastMonth")}>
      <div className="stack">
        <p className="fine">{t("rules.lastMonthHint")}</p>
        <div className="acts">
          <Button loading={isPending} onClick={() => mutate(id)}>
            {t("rules.tryLastMonth")}
          </Button>
        </div>
        {error ? <ProblemNotice error={error} retry={() => mutate(id)} /> : null}
        <div className="stack" role="status">
          {data ? <Result trial={data} /> : null}
        </div>
      </div>
    </Panel>
  );
}

function Result({ trial }: { readonly trial: RuleTrial }) {
  const { t } = useTranslation();
  const { day, number } = useFormats();
  const { since, until, tried, isComplete, differ, disagreed, outcomes, differing } = trial;
  if (tried === 0)
    return <p className="calm">{t("rules.noneTried", { from: day(since), until: day(until) })}</p>;
  return (
    <>
      <p>
        <strong>{t("rules.differ", { differ: number(differ), tried: number(tried) })}</strong>{" "}
        {t("common.fromUntil", { from: day(since), until: day(until) })}
      </p>
      {isComplete ? null : <p className="warn">{t("rules.notComplete")}</p>}
      {disagreed > 0 ? (
        <p className="bad">{t("rules.disagreed", { number: number(disagreed) })}</p>
      ) : null}
      <OutcomeTable outcomes={outcomes} />
      {differing === null ? (
        <p className="fine">{t("rules.mayNotOpen")}</p>
      ) : differing.length > 0 ? (
        <Differing all={differing} />
      ) : null}
    </>
  );
}

type Differing = NonNullable<RuleTrial["differing"]>;

function Differing({ all }: { readonly all: Differing }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const outcomeWords = useOutcomeWords();
  const said = ({ outcome, row }: Differing[number]["before"]) => (
    <>
      {outcomeWords(outcome)}
      {row ? (
        <small>
          <code>{row}</code>
        </small>
      ) : null}
    </>
  );
  return (
    <DataTable
      label={t("rules.differing")}
      rows={all}
      keyOf={({ application }) => application}
      columns={[
        {
          key: "application",
          title: t("rules.application"),
          render: ({ application }) => (
            <Link to={`/applications/${application}`}>{application.slice(0, 8)}</Link>
          ),
        },
        {
          key: "received",
          title: t("rules.received"),
          render: ({ receivedAt }) => moment(receivedAt),
        },
        { key: "before", title: t("rules.then"), render: ({ before }) => said(before) },
        { key: "after", title: t("rules.byThese"), render: ({ after }) => said(after) },
      ]}
    />
  );
}
