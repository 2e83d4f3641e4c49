import type { Language } from "@sello/sdk";
import type { Words } from "./words/Words.ts";

/** The reader's language, and what the page says in it. */
export type PageTexts = { readonly language: Language; readonly words: Words };
