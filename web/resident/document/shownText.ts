import type { Language, LocalizedText } from "@sello/sdk";
import { claimText } from "../../ui/card/claimText.ts";

type Claim = {
  readonly name: string;
  readonly value: unknown;
  /** Its value in words, where its type has them. */
  readonly words?: LocalizedText | null;
};

/** A claim as its holder reads it. */
export const shownText = ({ name, value, words }: Claim, language: Language): string =>
  words?.[language] ?? claimText({ claims: {} }, name, value, language);
