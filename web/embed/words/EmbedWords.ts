import type { en } from "./en.ts";

/** What the drop-in says, in one language. */
export type EmbedWords = { readonly [Name in keyof typeof en]: string };
