import { useSyncExternalStore } from "react";

let text = "";
const listeners = new Set<() => void>();

/** Has a screen reader say what came of an act, wherever the reader is. */
export function announce(words: string): void {
  // The same words again would be no change, and not be said: a space that nobody hears makes it one.
  text = text === words ? `${words}\u00a0` : words;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Announcer() {
  const words = useSyncExternalStore(subscribe, () => text);
  return (
    <div role="status" aria-live="polite" className="unseen">
      {words}
    </div>
  );
}
