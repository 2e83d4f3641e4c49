import type { Language } from "@sello/sdk";
import type { ShareTerms } from "@sello/sdk/share";
import { element } from "../ui/element.ts";
import { fact, isolated } from "../verifier/answer/renderDocument.ts";
import type { ShareWords } from "./words/ShareWords.ts";

export type TermsTexts = { readonly language: Language; readonly words: ShareWords };

/** For whom it is and until when, as the holder said it: authenticated with the document, and no proof of who reads it. */
export const renderTerms = (
  { audience, endsAt, once }: ShareTerms,
  { language, words }: TermsTexts,
): HTMLElement =>
  element(
    "section",
    { class: "terms", "aria-labelledby": "terms-title" },
    element("h2", { id: "terms-title" }, words.shared),
    element(
      "dl",
      { class: "facts" },
      fact(words.audience, audience === null ? words.nobody : isolated(audience)),
      fact(words.until, once ? words.openedOnce : toReadersTime(endsAt, language)),
    ),
    element("p", { class: "hint" }, audience === null ? null : words.promise),
  );

/** Where and as who reads it has the time: it is before the document says in which city it counts. @param at unix seconds */
const toReadersTime = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    ...{ year: "numeric", month: "long", day: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  }).format(at * 1_000);
