import { useCallback, useEffect, useState } from "react";
import { Store, useStore } from "../app/Store.ts";

/** What was answered, by key. A page that is opened again shows it at once, and asks again. */
const answers = new Map<string, unknown>();
const round = new Store(0);

/** Forgets what begins with these: acts have changed it. Without, all of it. */
export function forgetAnswers(...beginnings: readonly string[]): void {
  for (const key of [...answers.keys()])
    if (beginnings.length === 0 || beginnings.some((each) => key.startsWith(each)))
      answers.delete(key);
  round.set(round.value + 1);
}

export type Answer<Content> = {
  /** Null: no answer yet. */
  readonly content: Content | null;
  /** Why there is no answer, or no newer one. */
  readonly fault: unknown;
  readonly askAgain: () => void;
};

type State<Content> = { readonly content: Content | null; readonly fault: unknown };

/**
 * Asks the service and keeps the answer as long as the page is open.
 * @param key names the question; another key is another question
 */
export function useAnswer<Content>(key: string, ask: () => Promise<Content>): Answer<Content> {
  const asked = useStore(round);
  const [attempt, setAttempt] = useState(0);
  const kept = (answers.get(key) as Content | undefined) ?? null;
  const [state, setState] = useState<State<Content> & { readonly key: string }>({
    ...{ key, content: kept, fault: null },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is made for each drawing; its question is `key`
  useEffect(() => {
    let isGone = false;
    ask().then(
      (content) => {
        if (isGone) return;
        answers.set(key, content);
        setState({ key, content, fault: null });
      },
      (fault: unknown) => {
        if (!isGone) setState({ key, content: (answers.get(key) as Content) ?? null, fault });
      },
    );
    return () => {
      isGone = true;
    };
  }, [key, asked, attempt]);
  const askAgain = useCallback(() => setAttempt((count) => count + 1), []);
  const isCurrent = state.key === key;
  return {
    content: (isCurrent ? state.content : null) ?? kept,
    fault: isCurrent ? state.fault : null,
    askAgain,
  };
}
