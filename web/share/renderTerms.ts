import { type Language, toCityTime } from "@sello/sdk";
import type { ShareTerms } from "@sello/sdk/share";
import { element } from "../ui/element.ts";
import { fact, isolated } from "../verifier/answer/renderDocument.ts";
import type { ShareWords } from "./words/ShareWords.ts";

export type TermsTexts = { readonly language: Language; readonly words: ShareWords };

/** For whom it is and until when, as the holder said it: authenticated with the document, and no proof of who reads it. */
export const renderTerms = (
  { audience, endsAt, once }: ShareTerms,
  { words }: TermsTexts,
): HTMLElement =>
  element(
    "section",
    { class: "terms", "aria-labelledby": "terms-title" },
    element("h2", { id: "terms-title" }, words.shared),
    element(
      "dl",
      { class: "facts" },
      fact(words.audience, audience === null ? words.nobody : isolated(audience)),
      fact(words.until, once ? words.openedOnce : toCityTime(endsAt, { timeZone: null })),
    ),
    element("p", { class: "hint" }, audience === null ? null : words.promise),
  );
