import { conditionWords, type FactShapes, factWords, outputWords } from "@sello/api";
import type { Fact } from "@sello/sdk/decision";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import { useOutcomeWords } from "./useOutcomeWords.ts";
import type { RuleShapes } from "./useRuleShapes.ts";

/** How facts, conditions and what rows give are called in the reader's language. */
export function useRuleNames({ facts, outputs }: RuleShapes) {
  const { t } = useTranslation();
  const { language, local } = useFormats();
  const outcomeWords = useOutcomeWords();
  return useMemo(() => {
    const titleOf = (shapes: FactShapes, field: string): string => {
      const shape = shapes[field];
      return shape ? local(shape.title) : field;
    };
    return {
      fact: (field: string) => titleOf(facts, field),
      output: (field: string) =>
        field === "outcome" ? t("rules.outcome") : titleOf(outputs, field),
      value: (field: string, fact: Fact) => factWords(facts[field] ?? null, fact, language),
      given: (field: string, fact: Fact) => factWords(outputs[field] ?? null, fact, language),
      /** Null: it asks nothing. */
      condition: (field: string, cell: string) =>
        conditionWords(facts[field] ?? null, cell, language),
      /** Null: it gives nothing. */
      gives: (field: string, cell: string) =>
        field === "outcome"
          ? outcomeWords(cell)
          : outputWords(outputs[field] ?? null, cell, language),
    };
  }, [facts, outputs, language, local, outcomeWords, t]);
}

export type RuleNames = ReturnType<typeof useRuleNames>;
