import { setTimeout as delay } from "node:timers/promises";

/** Looks until it is so; throws after that many seconds. */
export async function within(seconds: number, what: string, look: () => boolean): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (!look()) {
    if (performance.now() > deadline) throw new Error(`not in ${seconds} s: ${what}`);
    await delay(50);
  }
}
