import type { en } from "./en.ts";

/** What asking for a proof says, in one language. */
export type AskWords = { readonly [Name in keyof typeof en]: string };
