import type { LocalizedText } from "../../domain/LocalizedText.ts";

/** A kind of problem: `title` is short and the same every time; `advice` says what to do. */
export type ProblemKind = {
  readonly status: number;
  readonly title: LocalizedText;
  readonly advice: LocalizedText;
};

const kind = (status: number, title: LocalizedText, advice: LocalizedText): ProblemKind => ({
  status,
  title,
  advice,
});

const t = (en: string, es: string, zh: string): LocalizedText => ({ zh, es, en });
