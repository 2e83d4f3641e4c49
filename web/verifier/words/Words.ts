import type { en } from "./en.ts";

/** What the page says beside the sdk's own texts, in one language. */
export type Words = { readonly [Name in keyof typeof en]: string };
