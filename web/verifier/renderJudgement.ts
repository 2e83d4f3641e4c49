import { type Check, decidingCheck, type Language, type Verdict } from "@sello/sdk";
import { element } from "./element.ts";
import { type Judgement, outcomeOf } from "./judge.ts";
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
      ...sentences(verdict, outcome, language).map((sentence) => element("p", {}, sentence)),
      ...explanations(judgement, language).map((sentence) => element("p", {}, sentence)),
      judgement.remembers ? null : element("p", {}, words.cannotRemember[language]),
    ),
    verdict.document ? renderDocument(judgement, verdict.document, language) : null,
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

const locale = (language: Language): string => (language === "zh" ? "zh-CN" : language);

const formatTime = (seconds: number, language: Language): string =>
  new Intl.DateTimeFormat(locale(language), { dateStyle: "long", timeStyle: "short" }).format(
    seconds * 1000,
  );

/** What goes beyond the checks: who ended it and since when, and whether the file is the sealed one. */
function explanations({ statusChange, file }: Judgement, language: Language): string[] {
  const sentences: string[] = [];
  if (statusChange?.by && statusChange.since !== null)
    sentences.push(
      `${words.ended[language]}: ${statusChange.by.name[language]}, ${formatTime(statusChange.since, language)}`,
    );
  if (file) sentences.push(`${file.name}: ${words[file.match][language]}`);
  return sentences;
}

function renderDocument(
  { verdict, trustList }: Judgement,
  shown: NonNullable<Verdict["document"]>,
  language: Language,
): HTMLElement {
  const { anchoredAt } = verdict.asOf;
  const labels = new Map(
    (trustList?.documentTypes.get(shown.type.id)?.claims ?? []).map(({ path, display }) => [
      path.join("."),
      display[language],
    ]),
  );
  // In the type's order, whatever the order of disclosure was; what it does not name comes last.
  const order = [...labels.keys()];
  const rank = (name: string) => (labels.has(name) ? order.indexOf(name) : order.length);
  const claims = Object.entries(shown.claims).sort(([a], [b]) => rank(a) - rank(b));
  const facts: [string, string][] = [
    [words.issuer[language], shown.issuer.name[language]],
    [words.type[language], shown.type.name?.[language] ?? shown.type.vct],
    ...claims.map(([name, value]): [string, string] => [
      labels.get(name) ?? name,
      toText(value, language),
    ]),
    [words.issued[language], formatTime(shown.issuedAt, language)],
  ];
  if (anchoredAt !== undefined)
    facts.push([words.anchored[language], formatTime(anchoredAt, language)]);
  if (shown.expiresAt !== null)
    facts.push([words.expires[language], formatTime(shown.expiresAt, language)]);
  if (shown.withheld > 0) facts.push([words.withheld[language], String(shown.withheld)]);
  return element(
    "dl",
    { class: "facts" },
    ...facts.map(([name, value]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, value)),
    ),
  );
}

function toText(value: unknown, language: Language): string {
  if (typeof value === "boolean") return words[value ? "yes" : "no"][language];
  if (typeof value === "object" && value !== null)
    return Object.values(value)
      .map((part) => toText(part, language))
      .join(", ");
  return String(value);
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
        element("span", {}, text[language]),
      ),
    ),
  );
