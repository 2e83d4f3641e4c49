import { setTimeout as delay } from "node:timers/promises";

/** A bound of waiting that what each asking takes does not shorten. */
export type Waits = { readonly waits: number; readonly stepMs: number };

/** Waits for an answer; fails the test after so many seconds, or so many waits. */
export async function until<T>(
  ask: () => Promise<T | null | false>,
  bound: number | Waits = 90,
  failure = "waited in vain",
): Promise<T> {
  const start = performance.now();
  const isOver = (waited: number): boolean =>
    typeof bound === "number" ? performance.now() - start > bound * 1000 : waited >= bound.waits;
  for (let waited = 0; ; waited += 1) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (isOver(waited)) throw new Error(failure);
    await delay(typeof bound === "number" ? 10 : bound.stepMs);
  }
}
