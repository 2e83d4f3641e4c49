import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { conditionWords, type FactShape } from "@sello/api";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { type CellForm, type Comparison, toCellForm, toCellText } from "./cellForms.ts";
import { isCell } from "./findEditFaults.ts";

type Props = {
  /** Undefined: the item says nothing of this fact. */
  readonly shape: FactShape | undefined;
  readonly text: string;
  onChange(text: string): void;
};

const unknown: Pick<FactShape, "kind" | "words"> = { kind: "string", words: null };

/** A condition by what its fact is: compared, within a range, yes or no, one of some words. Or as it is written. */
export function ConditionFields({ shape, text, onChange }: Props) {
  const { t } = useTranslation();
  const { language } = useFormats();
  const known = shape ?? unknown;
  const read = toCellForm(known, text);
  /** What a text alone does not tell: that it is written by hand, or that none of the words is ticked yet. */
  const [chosen, setChosen] = useState<string>(read.kind);
  const form = toShown(read, chosen, text);
  const set = (next: CellForm) => onChange(toCellText(next));
  const isRight = isCell(text, shape?.kind);
  const choose = (choice: string) => {
    setChosen(choice);
    if (choice !== "text") set(toForm(choice, form));
  };
  return (
    <>
      <NativeSelect
        autoFocus
        label={t("rules.condition")}
        value={choiceOf(form)}
        onChange={(event) => choose(event.currentTarget.value)}
        data={choicesFor(known).map((value) => ({
          value,
          label:
            value === "yes" || value === "no" ? t(`common.${value}`) : t(`rules.choice.${value}`),
        }))}
      />
      <OfForm form={form} known={known} isRight={isRight} set={set} />
      <p className={isRight ? "fine" : "bad"} role="status">
        {isRight
          ? t("rules.reads", {
              words: conditionWords(shape ?? null, text, language) ?? t("rules.any"),
            })
          : t("rules.cellWrong")}
      </p>
    </>
  );
}

function toShown(read: CellForm, chosen: string, text: string): CellForm {
  if (chosen === "text") return { kind: "text", text };
  return read.kind === "any" && chosen === "among" ? { kind: "among", values: [] } : read;
}

const compareChoices = {
  "<": "less",
  "<=": "atMost",
  ">": "more",
  ">=": "atLeast",
  "==": "equal",
} as const satisfies Readonly<Record<Comparison, string>>;

type Choice =
  | "any"
  | (typeof compareChoices)[Comparison]
  | "through"
  | "before"
  | "yes"
  | "no"
  | "among"
  | "text";

function choicesFor({ kind, words }: Pick<FactShape, "kind" | "words">): Choice[] {
  if (kind === "number")
    return ["any", ...Object.values(compareChoices), "through", "before", "text"];
  if (kind === "boolean") return ["any", "yes", "no", "text"];
  return words === null ? ["any", "text"] : ["any", "among", "text"];
}

function choiceOf(form: CellForm): Choice {
  if (form.kind === "compare") return compareChoices[form.compare];
  if (form.kind === "range") return form.end;
  if (form.kind === "is") return form.value ? "yes" : "no";
  return form.kind;
}

/** A form of another kind, with the numbers that were written. */
function toForm(choice: string, before: CellForm): CellForm {
  const compare = Object.entries(compareChoices).find(([, name]) => name === choice)?.[0];
  const first =
    before.kind === "compare" ? before.value : before.kind === "range" ? before.from : "";
  if (compare !== undefined)
    return { kind: "compare", compare: compare as Comparison, value: first };
  if (choice === "through" || choice === "before")
    return {
      kind: "range",
      from: first,
      to: before.kind === "range" ? before.to : "",
      end: choice,
    };
  if (choice === "yes" || choice === "no") return { kind: "is", value: choice === "yes" };
  if (choice === "among")
    return { kind: "among", values: before.kind === "among" ? before.values : [] };
  return { kind: "any" };
}

type OfFormProps = {
  readonly form: CellForm;
  readonly known: Pick<FactShape, "words">;
  readonly isRight: boolean;
  set(form: CellForm): void;
};

function OfForm({ form, known, isRight, set }: OfFormProps) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const shared = { autoComplete: "off", spellCheck: false } as const;
  switch (form.kind) {
    case "compare":
      return (
        <TextInput
          {...shared}
          inputMode="numeric"
          label={t("rules.number")}
          error={!isRight}
          value={form.value}
          onChange={(event) => set({ ...form, value: toWhole(event.currentTarget.value) })}
        />
      );
    case "range":
      return (
        <div className="fields">
          <TextInput
            {...shared}
            inputMode="numeric"
            label={t("rules.rangeFrom")}
            error={!isRight}
            value={form.from}
            onChange={(event) => set({ ...form, from: toWhole(event.currentTarget.value) })}
          />
          <TextInput
            {...shared}
            inputMode="numeric"
            label={t(form.end === "through" ? "rules.rangeThrough" : "rules.rangeBefore")}
            error={!isRight}
            value={form.to}
            onChange={(event) => set({ ...form, to: toWhole(event.currentTarget.value) })}
          />
        </div>
      );
    case "among":
      return (
        <Checkbox.Group
          label={t("rules.among")}
          value={[...form.values]}
          onChange={(values) => set({ kind: "among", values })}
        >
          <div className="tick-boxes">
            {Object.entries(withWritten(known.words ?? {}, form.values)).map(([value, words]) => (
              <Checkbox key={value} value={value} label={local(words)} />
            ))}
          </div>
        </Checkbox.Group>
      );
    case "text":
      return (
        <TextInput
          {...shared}
          label={t("rules.written")}
          description={t("rules.writtenHint")}
          error={!isRight}
          maxLength={2048}
          value={form.text}
          onChange={(event) => set({ kind: "text", text: event.currentTarget.value })}
        />
      );
    default:
      return null;
  }
}

/** Digits, with a minus before them. What else is written is left out: a cell holds whole numbers. */
const toWhole = (written: string): string =>
  /^\s*(-?)/.exec(written)?.[1] + written.replaceAll(/\D/g, "");

/** Values of the item, and those that the cell has although the item has them no more. */
const withWritten = (
  words: Exclude<FactShape["words"], null>,
  values: readonly string[],
): Exclude<FactShape["words"], null> => ({
  ...words,
  ...Object.fromEntries(
    values
      .filter((value) => !Object.hasOwn(words, value))
      .map((value) => [value, { zh: value, es: value, en: value }]),
  ),
});
