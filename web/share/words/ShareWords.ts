import type { en } from "./en.ts";

/** What the page of a share says, in one language. */
export type ShareWords = { readonly [Name in keyof typeof en]: string };
