import type { LocalizedText } from "@sello/sdk";
import type { Claims, DocumentType } from "../../registry/types/DocumentType.ts";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export type ShownClaim = {
  readonly name: string;
  readonly title: LocalizedText;
  readonly value: Json;
  readonly words: LocalizedText | null;
  readonly disclosable: boolean;
};

/** The claims that a document has, in the order in which its type shows them. */
export function toShownClaims(type: DocumentType, claims: Claims): ShownClaim[] {
  const disclosable = new Set(type.disclosable);
  return Object.entries(type.claims).flatMap(([name, { title, words }]) => {
    if (!(name in claims)) return [];
    const value = claims[name] as Json;
    const inWords = typeof value === "string" ? (words?.[value] ?? null) : null;
    return [{ name, title, value, words: inWords, disclosable: disclosable.has(name) }];
  });
}
