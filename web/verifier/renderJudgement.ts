import {
  type Check,
  decidingCheck,
  type Language,
  type Move,
  toCityTime,
  type Verdict,
} from "@sello/sdk";
import { element } from "./element.ts";
import { type Judgement, outcomeOf } from "./judge.ts";
import { isolated, renderDocument } from "./renderDocument.ts";
import { words } from "./words.ts";

const icons: Readonly<Record<Check["outcome"], string>> = {
  passed: "✓",
  failed: "✗",
  unknown: "?",
  skipped: "–",
};

const outcomeWords = (outcome: Check["outcome"], language: Language): string =>
  ({
    passed: words.passed,
    failed: words.invalid,
    unknown: words.unknown,
    skipped: words.skipped,
  })[outcome][language];

/** The verdict, the document and every check, as elements. */
export function renderJudgement(judgement: Judgement, language: Language): HTMLElement {
  const { verdict } = judgement;
  const outcome = outcomeOf(judgement);
  return element(
    "div",
    { "data-outcome": outcome },
    element(
      "div",
      { class: `verdict ${outcome}` },
      element("h3", {}, words[outcome][language]),
      ...sentences(verdict, outcome, language).map((sentence) =>
        element("p", {}, isolated(sentence)),
      ),
      ...explanations(judgement, language).map((sentence) => element("p", {}, ...sentence)),
      ...(outcome === verdict.outcome ? renderNext(verdict, language) : []),
    ),
    verdict.document
      ? renderDocument(verdict, verdict.document, judgement.trustList, language)
      : null,
    element("h3", {}, words.checks[language]),
    renderChecks(verdict.checks, language),
  );
}

/** The reason, right below the heading: nobody should have to look for "revoked" in a list. */
function sentences(verdict: Verdict, outcome: string, language: Language): string[] {
  if (outcome !== verdict.outcome) return [];
  const reason = decidingCheck(verdict)?.text[language];
  if (reason === undefined) return [verdict.text[language]];
  return outcome === "invalid" ? [reason] : [verdict.text[language], reason];
}

/** What is to be done next, and by whom; and what the holder can do. */
function renderNext({ cause }: Verdict, language: Language): HTMLElement[] {
  if (cause === undefined) return [];
  const line = (move: Move, sentence: string): HTMLElement =>
    element(
      "p",
      { class: "next" },
      element("strong", {}, words.next[move][language]),
      isolated(sentence),
      move === "holder" && cause.where !== null && isWebAddress(cause.where)
        ? element("span", {}, " ", element("a", { href: cause.where }, cause.where))
        : null,
    );
  const next = line(cause.move, cause.next[language]);
  return cause.move === "holder" ? [next] : [next, line("holder", cause.holder[language])];
}

/** Of the trust list, which names issuers by their pages. */
const isWebAddress = (text: string): boolean => /^https?:\/\//.test(text);

/** What goes beyond the checks: who ended it and since when, and whether the file is the sealed one. */
function explanations(
  { verdict, statusChange, file }: Judgement,
  language: Language,
): (HTMLElement | string)[][] {
  const timeZone = verdict.document?.timeZone ?? null;
  const sentences: (HTMLElement | string)[][] = [];
  if (statusChange?.by && statusChange.since !== null)
    sentences.push([
      `${words[statusChange.replaced ? "replaced" : "ended"][language]}: `,
      isolated(statusChange.by.name[language]),
      `, ${toCityTime(statusChange.since, { timeZone })}`,
    ]);
  if (file) sentences.push([isolated(file.name), `: ${words[file.match][language]}`]);
  return sentences;
}

const renderChecks = (checks: readonly Check[], language: Language): HTMLElement =>
  element(
    "ul",
    { class: "checks" },
    ...checks.map(({ outcome, text, code }) =>
      element(
        "li",
        { class: outcome, "data-code": code },
        element(
          "span",
          { class: "icon", role: "img", "aria-label": outcomeWords(outcome, language) },
          icons[outcome],
        ),
        isolated(text[language]),
      ),
    ),
  );
