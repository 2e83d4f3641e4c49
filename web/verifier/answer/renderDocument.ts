import {
  describeClaims,
  describeMandate,
  type ShownClaim,
  type TrustList,
  toCityTime,
  toVisibleText,
  type Verdict,
} from "@sello/sdk";
import { element } from "../../ui/element.ts";
import type { PageTexts } from "../PageTexts.ts";

type Shown = NonNullable<Verdict["document"]>;

/** What a genuine signature says, as the type's titles and order have it, and when it was said. */
export function renderDocument(
  verdict: Verdict,
  shown: Shown,
  trustList: TrustList | null,
  { language, words }: PageTexts,
): HTMLElement {
  const type = trustList?.documentTypes.get(shown.type.id) ?? null;
  return element(
    "dl",
    { class: "facts" },
    fact(words.issuer, isolated(shown.issuer.name[language])),
    fact(words.type, isolated(shown.type.name?.[language] ?? shown.type.vct)),
    ...(shown.mandate === undefined
      ? []
      : [fact(words.mandate, describeMandate(shown.mandate, language, shown.timeZone))]),
    ...describeClaims(shown, type, language).map(renderClaim),
    ...renderTimes(verdict, shown, words),
  );
}

function renderTimes({ asOf }: Verdict, shown: Shown, words: PageTexts["words"]): HTMLElement[] {
  const { timeZone } = shown;
  const rows = [
    fact(words.issued, toCityTime(shown.issuedAt, { timeZone })),
    asOf.anchoredAt === undefined
      ? null
      : fact(words.anchored, toCityTime(asOf.anchoredAt, { timeZone })),
    shown.expiresAt === null
      ? null
      : fact(words.expires, toCityTime(shown.expiresAt, { timeZone, isEnd: true })),
    shown.withheld === 0 ? null : fact(words.withheld, String(shown.withheld)),
  ];
  return rows.filter((row) => row !== null);
}

function renderClaim({ title, lines, picture }: ShownClaim): HTMLElement {
  if (picture === undefined) return fact(title, ...lines.map(isolated));
  // The text is base64 that was decoded and begins as its kind does.
  const src = `data:${picture.mediaType};base64,${picture.base64}`;
  return fact(title, element("img", { class: "photo", src, alt: title }));
}

export const fact = (title: string, ...values: readonly (HTMLElement | string)[]): HTMLElement =>
  element(
    "div",
    {},
    element("dt", {}, isolated(title)),
    element("dd", {}, ...values.map((value) => element("div", {}, value))),
  );

/** Text that others wrote: its direction stays its own, and nothing in it is unseen. */
export const isolated = (text: string): HTMLElement => element("bdi", {}, toVisibleText(text));
