import type { ApplicationContent } from "./Application.ts";

/** With what somebody wrote at a step. @param step its number */
export const addWords = (
  content: ApplicationContent,
  step: number,
  words: string | undefined,
): ApplicationContent =>
  words === undefined ? content : { ...content, words: { ...content.words, [step]: words } };
