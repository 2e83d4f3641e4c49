import type { LocalizedText } from "@sello/sdk";

/** A kind of problem. Its code is contract; its title is short and the same every time. */
export type ProblemKind = { readonly status: number; readonly title: LocalizedText };

export const kind = (status: number, en: string, es: string, zh: string): ProblemKind => ({
  status,
  title: { zh, es, en },
});
