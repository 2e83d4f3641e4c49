import type { Output } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { fill } from "../../ui/fill.ts";
import type { Words } from "../words/Words.ts";

type Claim = Output<"getMyDocument">["claims"][number];

export type ReadyAnswer = { readonly name: string; readonly text: string };

/** The question that is asked most. */
const first = "age_over_18";

/**
 * What a document answers with one claim that says little else: what is so, and the district.
 * @param isOwn else what is so is not so of who shows it
 */
export function toReadyAnswers(
  claims: readonly Claim[],
  words: Words["sharing"],
  language: Language,
  isOwn = true,
): readonly ReadyAnswer[] {
  const found = claims
    .filter(({ disclosable }) => disclosable)
    .flatMap((claim) => {
      const text = toAnswer(claim, words, language, isOwn);
      return text === null ? [] : [{ name: claim.name, text }];
    });
  return found.toSorted((a, b) => Number(b.name === first) - Number(a.name === first));
}

function toAnswer(
  { name, title, value, words: said }: Claim,
  words: Words["sharing"],
  language: Language,
  isOwn: boolean,
): string | null {
  const years = /^age_over_(\d+)$/.exec(name)?.[1];
  if (value === true)
    return years === undefined || !isOwn ? title[language] : fill(words.over, { years });
  if (!isOwn || name !== "district" || typeof value !== "string") return null;
  return fill(words.lives, { district: said?.[language] ?? value });
}
