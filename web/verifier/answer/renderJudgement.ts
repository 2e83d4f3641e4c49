import { decidingCheck, describeMandate, type Move, toCityTime, type Verdict } from "@sello/sdk";
import { element } from "../../ui/element.ts";
import { fill } from "../../ui/fill.ts";
import { type Judgement, outcomeOf } from "../judge.ts";
import type { PageTexts } from "../PageTexts.ts";
import { renderAges } from "./renderAges.ts";
import { renderChecks } from "./renderChecks.ts";
import { isolated, renderDocument } from "./renderDocument.ts";
import { drawShape } from "./shapes.ts";

/** What the reader can do with an answer. */
export type AnswerActs = {
  readonly again: () => void;
  readonly saveJson: () => void;
  /** What the service says of who ended it; null where it does not say. */
  readonly askSince: () => Promise<string | null>;
};

/** The answer, what the document says, how old the knowledge is, and every check. Focus goes to `#answer`. */
export function renderJudgement(
  judgement: Judgement,
  texts: PageTexts,
  acts: AnswerActs,
): HTMLElement {
  const { verdict, trustList } = judgement;
  const { words } = texts;
  const { document: shown, asOf } = verdict;
  const times = { now: asOf.verifiedAt, timeZone: shown?.timeZone ?? null };
  return element(
    "div",
    { "data-outcome": outcomeOf(judgement) },
    renderAnswer(judgement, texts, acts),
    shown ? renderDocument(verdict, shown, trustList, texts) : null,
    element("h3", {}, words.age),
    renderAges(verdict, texts),
    element("h3", {}, words.checks),
    renderChecks(verdict.checks, texts, times),
  );
}

function renderAnswer(judgement: Judgement, texts: PageTexts, acts: AnswerActs): HTMLElement {
  const { verdict, remembers } = judgement;
  const { words } = texts;
  const outcome = outcomeOf(judgement);
  const paragraph = (text: string): HTMLElement => element("p", {}, isolated(text));
  return element(
    "div",
    { class: `verdict ${outcome}` },
    drawShape(outcome),
    element(
      "div",
      { class: "answer-text" },
      element("h3", { id: "answer", tabindex: "-1" }, headline(judgement, texts)),
      renderMandate(verdict, texts),
      ...sentences(verdict, outcome, texts).map(paragraph),
      renderFile(judgement, texts),
      ...(outcome === verdict.outcome ? renderNext(verdict, texts) : []),
      element("p", { class: "mode" }, modeOf(judgement, texts)),
      remembers ? null : element("p", {}, words.cannotRemember),
      renderActs(judgement, texts, acts),
    ),
  );
}

/** Who acts for whom is no less than whether it is genuine: it stands right below the heading. */
function renderMandate({ document: shown, checks }: Verdict, { language, words }: PageTexts) {
  if (shown?.mandate === undefined) return null;
  const { mandate, timeZone } = shown;
  const isRevoked = checks.some(({ code }) => code === "status.revoked");
  return element(
    "p",
    { class: "mandate" },
    element("strong", {}, isolated(describeMandate(mandate, language, timeZone))),
    isRevoked
      ? element("span", {}, " ", isolated(fill(words.mandateEnded, { name: mandate.principal })))
      : null,
  );
}

/** What was known then is not what is known now: the answer's own words say so. */
function headline(judgement: Judgement, { words }: PageTexts): string {
  const outcome = outcomeOf(judgement);
  const { checks, document: shown } = judgement.verdict;
  const old = checks.find(({ code }) => code === "status.not-refreshed")?.knownAt;
  if (outcome !== "valid" || old === undefined) return words[outcome];
  return fill(words.validAsOf, { time: toCityTime(old, { timeZone: shown?.timeZone ?? null }) });
}

/** The reason, right below the heading: nobody should have to look for "revoked" in a list. */
function sentences(verdict: Verdict, outcome: string, { language }: PageTexts): string[] {
  if (outcome !== verdict.outcome) return [];
  const reason = decidingCheck(verdict)?.text[language];
  if (reason === undefined) return [verdict.text[language]];
  return outcome === "invalid" ? [reason] : [verdict.text[language], reason];
}

const renderFile = ({ file }: Judgement, { words }: PageTexts): HTMLElement | null =>
  file && element("p", {}, isolated(file.name), `: ${words[file.match]}`);

/** What is to be done next, and by whom; and what the holder can do. */
function renderNext({ cause }: Verdict, { language, words }: PageTexts): HTMLElement[] {
  if (cause === undefined) return [];
  const line = (move: Move, sentence: string): HTMLElement =>
    element(
      "p",
      { class: "next" },
      element("strong", {}, words[`next.${move}`]),
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

/** Whether the network was asked: never left to be guessed. */
function modeOf({ verdict, notRefreshed, isOffline }: Judgement, { words }: PageTexts): string {
  if (verdict.checks[0]?.outcome === "failed") return "";
  if (notRefreshed.length === 0) return words.fresh;
  if (isOffline) return words.kept;
  return fill(words.partlyKept, {
    what: notRefreshed.map((part) => words[`part.${part}`]).join(", "),
  });
}

function renderActs({ verdict }: Judgement, { words }: PageTexts, acts: AnswerActs): HTMLElement {
  const button = (text: string, act: () => void): HTMLElement => {
    const made = element("button", { type: "button", class: "quiet" }, text);
    made.addEventListener("click", act);
    return made;
  };
  const status = verdict.checks.find(({ id }) => id === "status")?.code;
  const hasEnded = status === "status.revoked" || status === "status.suspended";
  return element(
    "div",
    { class: "acts" },
    button(words.again, acts.again),
    button(words.saveJson, acts.saveJson),
    hasEnded ? renderSince(button, words, acts) : null,
  );
}

/** Asking names the document's place in its list, so a person decides whether it is asked. */
function renderSince(
  button: (text: string, act: () => void) => HTMLElement,
  words: PageTexts["words"],
  { askSince }: AnswerActs,
): HTMLElement {
  const answer = element("p", { class: "hint", role: "status" }, words.askSinceHint);
  const ask = button(words.askSince, () => {
    void askSince().then((said) => {
      answer.replaceChildren(said === null ? words.sinceUnknown : isolated(said));
      answer.className = "since";
    });
  });
  return element("div", { class: "ask-since" }, ask, answer);
}
