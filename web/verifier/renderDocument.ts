import {
  describeClaims,
  type Language,
  type ShownClaim,
  type TrustList,
  toCityTime,
  toVisibleText,
  type Verdict,
} from "@sello/sdk";
import { element } from "./element.ts";
import { words } from "./words.ts";

type Shown = NonNullable<Verdict["document"]>;

/** What a genuine signature says, as the type's titles and order have it, and when it was said. */
export function renderDocument(
  verdict: Verdict,
  shown: Shown,
  trustList: TrustList | null,
  language: Language,
): HTMLElement {
  const type = trustList?.documentTypes.get(shown.type.id) ?? null;
  return element(
    "dl",
    { class: "facts" },
    fact(words.issuer[language], isolated(shown.issuer.name[language])),
    fact(words.type[language], isolated(shown.type.name?.[language] ?? shown.type.vct)),
    ...describeClaims(shown, type, language).map(renderClaim),
    ...renderTimes(verdict, shown, language),
  );
}

function renderTimes({ asOf }: Verdict, shown: Shown, language: Language): HTMLElement[] {
  const { timeZone } = shown;
  const rows = [
    fact(words.issued[language], toCityTime(shown.issuedAt, { timeZone })),
    asOf.anchoredAt === undefined
      ? null
      : fact(words.anchored[language], toCityTime(asOf.anchoredAt, { timeZone })),
    shown.expiresAt === null
      ? null
      : fact(words.expires[language], toCityTime(shown.expiresAt, { timeZone, isEnd: true })),
    shown.withheld === 0 ? null : fact(words.withheld[language], String(shown.withheld)),
  ];
  return rows.filter((row) => row !== null);
}

function renderClaim({ title, lines, picture }: ShownClaim): HTMLElement {
  if (picture === undefined) return fact(title, ...lines.map(isolated));
  // The text is base64 that was decoded and begins as its kind does.
  const src = `data:${picture.mediaType};base64,${picture.base64}`;
  return fact(title, element("img", { class: "photo", src, alt: title }));
}

const fact = (title: string, ...values: readonly (HTMLElement | string)[]): HTMLElement =>
  element(
    "div",
    {},
    element("dt", {}, isolated(title)),
    element("dd", {}, ...values.map((value) => element("div", {}, value))),
  );

/** Text that others wrote: its direction stays its own, and nothing in it is unseen. */
export const isolated = (text: string): HTMLElement => element("bdi", {}, toVisibleText(text));
