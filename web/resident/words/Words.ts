import type { en } from "./en.ts";

type Same<Texts> = {
  readonly [Name in keyof Texts]: Texts[Name] extends string ? string : Same<Texts[Name]>;
};

/** What the app says, in one language. */
export type Words = Same<typeof en>;
