import type { Language } from "@sello/sdk";
import type { DocumentType } from "./useTypes.ts";

/** What the claims of a share are called; by their names where the type is not known any more. */
export const toTitles = (
  type: DocumentType | undefined,
  names: readonly string[],
  language: Language,
): readonly string[] => names.map((name) => type?.claims[name]?.title[language] ?? name);
