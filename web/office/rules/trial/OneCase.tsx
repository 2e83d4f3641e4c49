import { Button } from "@mantine/core";
import type { Output } from "@sello/api/client";
import type { Fact } from "@sello/sdk/decision";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import type { ItemRules } from "../../api/requests/useItemRules.ts";
import { useSimulateRules } from "../../api/requests/useRuleActs.ts";
import type { RuleVersion } from "../../api/requests/useRuleVersions.ts";
import { Panel } from "../../shared/Panel.tsx";
import { Pill } from "../../shared/Pill.tsx";
import { ProblemNotice } from "../../shared/ProblemNotice.tsx";
import { FactField } from "../cases/FactField.tsx";
import { toEditedRules } from "../table/EditedRules.ts";
import { outcomeTone, useOutcomeWords } from "../useOutcomeWords.ts";
import { type RuleNames, useRuleNames } from "../useRuleNames.ts";
import { useRuleShapes } from "../useRuleShapes.ts";

type Props = { readonly version: RuleVersion; readonly item: ItemRules };
type Simulated = Output<"simulateRules">;

/** One case by the very engine that decides, and by the evaluator with which anybody replays it. */
export function OneCase({ version, item }: Props) {
  const { t } = useTranslation();
  const { rules, cases } = version;
  const shapes = useRuleShapes(rules, item.item);
  const names = useRuleNames(shapes);
  const [facts, setFacts] = useState<Readonly<Record<string, Fact | null>>>(cases.usual);
  const { mutate, data, error, isPending, reset } = useSimulateRules();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const known = Object.entries(facts).flatMap(([name, fact]) =>
      fact === null ? [] : [[name, fact] as const],
    );
    mutate({ rules, facts: Object.fromEntries(known) });
  };
  return (
    <Panel title={t("rules.oneCase")}>
      <form className="stack" onSubmit={submit} noValidate>
        <p className="fine">{t("rules.oneCaseHint")}</p>
        <div className="fields">
          {toEditedRules(rules).inputs.map((field) => (
            <FactField
              key={field}
              label={names.fact(field)}
              shape={shapes.facts[field]}
              value={facts[field] ?? null}
              onChange={(fact) => {
                setFacts({ ...facts, [field]: fact });
                reset();
              }}
            />
          ))}
        </div>
        <div className="acts">
          <Button type="submit" loading={isPending}>
            {t("rules.decide")}
          </Button>
        </div>
        {error ? <ProblemNotice error={error} /> : null}
        <div className="stack" role="status">
          {data ? <Result said={data} rules={rules} names={names} facts={facts} /> : null}
        </div>
      </form>
    </Panel>
  );
}

type ResultProps = {
  readonly said: Simulated;
  readonly rules: RuleVersion["rules"];
  readonly names: RuleNames;
  readonly facts: Readonly<Record<string, Fact | null>>;
};

function Result({ said, rules, names, facts }: ResultProps) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { same, engine, replay } = said;
  const row = replay.row === null ? undefined : rules.rows[replay.row];
  return (
    <>
      <p>
        <SaidOutcome said={replay} names={names} />
      </p>
      {row ? <p>{local(row.reason)}</p> : null}
      {replay.missing.length > 0 ? (
        <p>{t("rules.missingFacts", { facts: replay.missing.map(names.fact).join(", ") })}</p>
      ) : null}
      <p className={same ? "fine" : "bad"}>
        {t(same ? "rules.bothSay" : engine === null ? "rules.noEngine" : "rules.theyDiffer")}
      </p>
      {!same && engine !== null ? (
        <p>
          <SaidOutcome said={engine} names={names} />
        </p>
      ) : null}
      <Nearly nearly={replay.nearly} rules={rules} names={names} facts={facts} />
    </>
  );
}

type SaidProps = {
  readonly said: Pick<Simulated["replay"], "outcome" | "row" | "outputs">;
  readonly names: RuleNames;
};

function SaidOutcome({ said: { outcome, row, outputs }, names }: SaidProps) {
  const { t } = useTranslation();
  const outcomeWords = useOutcomeWords();
  const given = Object.entries(outputs).map(([field, fact]) =>
    t("rules.factIs", { fact: names.output(field), value: names.given(field, fact) }),
  );
  return (
    <>
      <Pill tone={outcomeTone(outcome)}>{outcomeWords(outcome)}</Pill>{" "}
      {row === null ? t("rules.noRow") : <code>{row}</code>} {given.join(" · ")}
    </>
  );
}

type NearlyProps = Omit<ResultProps, "said"> & {
  readonly nearly: Simulated["replay"]["nearly"];
};

/** Rows before the one that fired which one condition kept from firing. */
function Nearly({ nearly, rules, names, facts }: NearlyProps) {
  const { t } = useTranslation();
  if (nearly.length === 0) return null;
  const { rows } = toEditedRules(rules);
  return (
    <section aria-label={t("rules.nearly")}>
      <p className="fine">{t("rules.nearly")}</p>
      <ul className="links">
        {nearly.map(({ row, field }) => {
          const cell = rows.find(({ id }) => id === row)?.cells[field] ?? "";
          const fact = facts[field] ?? null;
          return (
            <li key={`${row} ${field}`}>
              <code>{row}</code>{" "}
              {t("rules.nearlyWhy", {
                fact: names.fact(field),
                wanted: names.condition(field, cell) ?? t("rules.any"),
                value: fact === null ? t("rules.missing") : names.value(field, fact),
              })}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
