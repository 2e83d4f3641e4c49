import { type ReviewOutcome, readLiteral, reviewOutcomes } from "@sello/sdk/decision";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Tone } from "../shared/Pill.tsx";

const isOutcome = (value: unknown): value is ReviewOutcome =>
  reviewOutcomes.some((outcome) => outcome === value);

/** An outcome in words, as a cell has it or by its name; any other text is shown as it is written. */
export function useOutcomeWords(): (cell: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (cell) => {
      const outcome = isOutcome(cell) ? cell : readLiteral(cell);
      return isOutcome(outcome) ? t(`rules.outcomeOf.${outcome}`) : cell;
    },
    [t],
  );
}

const tones: Readonly<Record<ReviewOutcome, Tone>> = {
  granted: "good",
  refused: "bad",
  person: "wait",
  "cannot-tell": "calm",
};

/** @param cell as a table or a case has it */
export function outcomeTone(cell: string): Tone {
  const outcome = isOutcome(cell) ? cell : readLiteral(cell);
  return isOutcome(outcome) ? tones[outcome] : "calm";
}
