import { type Check, toVisibleText } from "@sello/sdk";
import { element } from "../../ui/element.ts";
import type { PageTexts } from "../PageTexts.ts";
import { toAge } from "../times.ts";
import { isolated } from "./renderDocument.ts";

const icons: Readonly<Record<Check["outcome"], string>> = {
  passed: "✓",
  failed: "✗",
  unknown: "?",
  skipped: "–",
};

export type CheckTimes = { readonly now: number; readonly timeZone: string | null };

/** Each check: what it found, how old that knowledge is, and what it looked at. */
export const renderChecks = (
  checks: readonly Check[],
  texts: PageTexts,
  times: CheckTimes,
): HTMLElement =>
  element("ul", { class: "checks" }, ...checks.map((check) => renderCheck(check, texts, times)));

function renderCheck(check: Check, texts: PageTexts, { now, timeZone }: CheckTimes): HTMLElement {
  const { outcome, text, code, knownAt } = check;
  const { words, language } = texts;
  const said = {
    passed: words.passed,
    failed: words.invalid,
    unknown: words.unknown,
    skipped: words.skipped,
  }[outcome];
  return element(
    "li",
    { class: outcome, "data-code": code },
    element("span", { class: "icon", role: "img", "aria-label": said }, icons[outcome]),
    element(
      "details",
      { class: "evidence" },
      element(
        "summary",
        {},
        isolated(text[language]),
        knownAt === undefined
          ? null
          : element("span", { class: "hint" }, ` ${toAge(knownAt, now, language, timeZone)}`),
      ),
      renderEvidence(check),
    ),
  );
}

/** What the check looked at, for who wants to look for themselves. */
function renderEvidence({ code, data = {} }: Check): HTMLElement {
  const rows = [["code", code], ...Object.entries(data)].map(([name, value]) =>
    element(
      "div",
      {},
      element("dt", {}, String(name)),
      element("dd", {}, element("code", {}, toVisibleText(toText(value)))),
    ),
  );
  return element("dl", {}, ...rows);
}

const toText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
