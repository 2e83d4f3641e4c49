export type Looking = {
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Milliseconds after which nobody is taken to look any more; a touch, a key, or coming back begins again. */
  readonly forMs: number;
};

/**
 * Does something again and again as long as somebody looks at the page and there is a network, and at once when they come
 * back to it. A failure is left to the next time. @returns ends it
 */
export function whileLookedAt(look: () => Promise<void>, { everyMs, forMs }: Looking): () => void {
  let seenAt = performance.now();
  let isBusy = false;
  const isLookedAt = (): boolean =>
    !document.hidden && navigator.onLine && performance.now() - seenAt < forMs;
  const attempt = async (): Promise<void> => {
    if (isBusy || !isLookedAt()) return;
    isBusy = true;
    await look().catch(() => undefined);
    isBusy = false;
  };
  const note = (): void => {
    seenAt = performance.now();
  };
  const comeBack = (): void => {
    note();
    void attempt();
  };
  const timer = setInterval(() => void attempt(), everyMs);
  const end = new AbortController();
  const { signal } = end;
  window.addEventListener("pointerdown", note, { signal });
  window.addEventListener("keydown", note, { signal });
  window.addEventListener("online", comeBack, { signal });
  document.addEventListener("visibilitychange", comeBack, { signal });
  return () => {
    clearInterval(timer);
    end.abort();
  };
}
