import { useEffect } from "react";
import type { Answer } from "./useAnswer.ts";

/** Sealing takes seconds; where it takes long, this asks a few hundred times in an hour. */
const againMs = 4_000;

/** Asks again a little later as long as the answer says that something is still under way. */
export function useAgainWhile<Content>(
  { content, askAgain }: Answer<Content>,
  isUnderWay: (content: Content) => boolean,
): void {
  const waits = content !== null && isUnderWay(content);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer begins the time again
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(askAgain, againMs);
    return () => clearTimeout(timer);
  }, [waits, content, askAgain]);
}
