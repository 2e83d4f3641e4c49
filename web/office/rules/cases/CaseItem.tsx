import { Button, NativeSelect } from "@mantine/core";
import { type Fact, reviewOutcomes } from "@sello/sdk/decision";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EditedRules } from "../table/EditedRules.ts";
import { useOutcomeWords } from "../useOutcomeWords.ts";
import { useRuleNames } from "../useRuleNames.ts";
import type { RuleShapes } from "../useRuleShapes.ts";
import { CaseLine, inOrder } from "./CaseLine.tsx";
import type { CaseJson, EditedCases } from "./EditedCases.ts";
import { FactField } from "./FactField.tsx";
import type { Judged } from "./judgeCases.ts";

type Props = {
  readonly value: CaseJson;
  readonly number: number;
  readonly usual: EditedCases["usual"];
  readonly rules: EditedRules;
  readonly shapes: RuleShapes;
  /** What the rules say; undefined: they cannot be run. */
  readonly found: Judged["found"][number] | undefined;
  /** It was just added: it is open. */
  readonly isNew: boolean;
  onChange(next: CaseJson): void;
  onRemove(): void;
};

/** One case: folded up it is a line, opened it is its facts and what is expected. */
export function CaseItem(props: Props) {
  const { number, found, isNew, onRemove } = props;
  const { t } = useTranslation();
  const body = useRef<HTMLDetailsElement>(null);
  const [isOpen, setIsOpen] = useState(isNew);
  useEffect(() => {
    if (isNew) body.current?.querySelector("summary")?.focus();
  }, [isNew]);
  return (
    <details
      ref={body}
      className="claim case"
      open={isOpen}
      data-failing={found ? !found.isExpected : undefined}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>
        <CaseLine {...props} />
      </summary>
      {isOpen ? (
        <div className="stack">
          {found && !found.isExpected ? <Found {...props} /> : null}
          <CaseFacts {...props} />
          <Expected {...props} />
          <div className="acts">
            <Button size="xs" variant="default" onClick={onRemove}>
              {t("design.remove", { title: t("rules.caseNumber", { number }) })}
            </Button>
          </div>
        </div>
      ) : null}
    </details>
  );
}

/** What the rules say instead of what is expected. */
function Found({ found, shapes }: Props) {
  const { t } = useTranslation();
  const names = useRuleNames(shapes);
  const outcomeWords = useOutcomeWords();
  if (found === undefined) return null;
  const { outcome, path, missing, outputs } = found.review;
  const given = Object.entries(outputs).map(([field, fact]) =>
    t("rules.factIs", { fact: names.output(field), value: names.given(field, fact) }),
  );
  return (
    <p className="bad" role="status">
      {t("rules.rulesSay", {
        outcome: [outcomeWords(outcome), ...given, ...missing.map(names.fact)].join(", "),
        row: path[0] ?? t("rules.noRow"),
      })}
    </p>
  );
}

function CaseFacts({ value, usual, rules, shapes, onChange }: Props) {
  const { t } = useTranslation();
  const names = useRuleNames(shapes);
  return (
    <fieldset className="case-part">
      <legend>{t("rules.facts")}</legend>
      <div className="fields">
        {inOrder(rules, usual).map((field) => (
          <FactField
            key={field}
            label={names.fact(field)}
            shape={shapes.facts[field]}
            value={(Object.hasOwn(value.facts, field) ? value.facts : usual)[field] ?? null}
            onChange={(fact) => onChange(withFact(value, usual, field, fact))}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** A case says how it differs from the usual facts, and nothing else. Where nobody can tell, what is missing is why. */
function withFact(
  value: CaseJson,
  usual: EditedCases["usual"],
  field: string,
  fact: Fact | null,
): CaseJson {
  const { [field]: _before, ...rest } = value.facts;
  const facts = fact === (usual[field] ?? null) ? rest : { ...rest, [field]: fact };
  const next = { ...value, facts };
  return value.outcome === "cannot-tell"
    ? { ...next, missing: namesOfMissing(usual, facts) }
    : next;
}

function Expected({ value, usual, rules, shapes, onChange }: Props) {
  const { t } = useTranslation();
  const names = useRuleNames(shapes);
  const { row, missing = [], ...rest } = value;
  const { outcome } = value;
  const setOutcome = (chosen: string) => {
    const next = reviewOutcomes.find((each) => each === chosen) ?? "person";
    if (next === "cannot-tell") {
      const { outputs: _outputs, ...unknown } = rest;
      onChange({ ...unknown, outcome: next, missing: namesOfMissing(usual, value.facts) });
    } else onChange({ ...rest, outcome: next, ...(row === undefined ? {} : { row }) });
  };
  return (
    <fieldset className="case-part">
      <legend>{t("rules.expected")}</legend>
      <div className="fields">
        <NativeSelect
          label={t("rules.outcome")}
          value={outcome}
          onChange={(event) => setOutcome(event.currentTarget.value)}
          data={reviewOutcomes.map((each) => ({
            value: each,
            label: t(`rules.outcomeOf.${each}`),
          }))}
        />
        {outcome === "cannot-tell" ? (
          <p className="fine">
            {t("rules.expectedMissing", { facts: missing.map(names.fact).join(", ") })}
          </p>
        ) : (
          <>
            <NativeSelect
              label={t("rules.expectedRow")}
              value={row ?? ""}
              onChange={({ currentTarget: { value: chosen } }) =>
                onChange(chosen === "" ? rest : { ...rest, row: chosen })
              }
              data={[
                { value: "", label: t("rules.noRow") },
                ...rules.rows.map(({ id }) => ({ value: id, label: id })),
              ]}
            />
            <ExpectedOutputs value={value} shapes={shapes} onChange={onChange} />
          </>
        )}
      </div>
    </fieldset>
  );
}

/** What the row has to give besides; where a case does not say, it gives what it gives. */
function ExpectedOutputs({
  value,
  shapes,
  onChange,
}: Pick<Props, "value" | "shapes" | "onChange">) {
  const { t } = useTranslation();
  const names = useRuleNames(shapes);
  const { outputs = {}, ...rest } = value;
  return Object.entries(shapes.outputs).map(([field, shape]) => (
    <FactField
      key={field}
      label={names.output(field)}
      shape={shape}
      value={outputs[field] ?? null}
      empty={t("rules.whatever")}
      onChange={(fact) => {
        const { [field]: _before, ...others } = outputs;
        const next = fact === null ? others : { ...others, [field]: fact };
        onChange(Object.keys(next).length === 0 ? rest : { ...rest, outputs: next });
      }}
    />
  ));
}

/** Names of the facts that a case does without. */
const namesOfMissing = (usual: EditedCases["usual"], facts: CaseJson["facts"]): string[] =>
  Object.entries({ ...usual, ...facts }).flatMap(([name, fact]) => (fact === null ? [name] : []));
