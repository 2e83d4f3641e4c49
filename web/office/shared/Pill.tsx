import type { ReactNode } from "react";

export type Tone = "good" | "wait" | "bad" | "calm";

/** A state in a word. The tone repeats it for the eye; the word says it. */
export const Pill = ({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) => (
  <span className="pill" data-tone={tone}>
    {children}
  </span>
);
