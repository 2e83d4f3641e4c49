import { Button, CloseButton, TextInput } from "@mantine/core";
import type { DesignClaim } from "@sello/api";
import { useTranslation } from "react-i18next";
import { useFaultAt } from "./DesignContext.ts";
import { LocalizedField } from "./LocalizedField.tsx";
import { noText, toClaimName } from "./newDesign.ts";

type Claim = Extract<DesignClaim, { kind: "choice" }>;
type Choice = Claim["choices"][number];
type Props = { readonly claim: Claim; readonly at: string; onChange(claim: Claim): void };

/** The values that one chooses among, each with its words. */
export function Choices({ claim, at, onChange }: Props) {
  const { t } = useTranslation();
  const faultAt = useFaultAt();
  const set = (index: number, change: Partial<Choice>) =>
    onChange({
      ...claim,
      choices: claim.choices.map((each, i) => (i === index ? { ...each, ...change } : each)),
    });
  const fault = faultAt(`${at}/choices`);
  return (
    <fieldset className="choices">
      <legend>{t("design.choices")}</legend>
      {fault ? (
        <p className="bad" role="alert">
          {fault}
        </p>
      ) : null}
      <ol>
        {claim.choices.map(({ value, words }, index) => {
          const label = t("design.choiceWords", { number: index + 1 });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: choices have no name of their own while they are written
            <li key={index}>
              <LocalizedField
                label={label}
                pointer={`${at}/choices/${index}/words`}
                value={words}
                onChange={(next) => {
                  const follows = value === "" || value === toClaimName(words.en);
                  set(index, { words: next, ...(follows ? { value: toClaimName(next.en) } : {}) });
                }}
              />
              <TextInput
                label={t("design.choiceValue")}
                aria-label={`${label}, ${t("design.choiceValue")}`}
                error={faultAt(`${at}/choices/${index}/value`)}
                maxLength={60}
                autoComplete="off"
                value={value}
                onChange={(event) => set(index, { value: event.currentTarget.value })}
              />
              <CloseButton
                aria-label={t("design.remove", { title: label })}
                onClick={() =>
                  onChange({ ...claim, choices: claim.choices.filter((_, i) => i !== index) })
                }
              />
            </li>
          );
        })}
      </ol>
      <Button
        size="xs"
        variant="default"
        disabled={claim.choices.length >= 100}
        onClick={() =>
          onChange({ ...claim, choices: [...claim.choices, { value: "", words: noText }] })
        }
      >
        {t("design.addChoice")}
      </Button>
    </fieldset>
  );
}
