import { StaleDigests } from "./errors.ts";

/** Tries of work whose documents turn out to be named with a secret of before. */
const triesMax = 3;

/** Does the work again when its documents were named with a secret that changed meanwhile. */
export async function retryStale<T>(
  work: () => Promise<T>,
  refresh: () => Promise<void>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StaleDigests) || tries === triesMax) throw error;
      await refresh();
    }
  }
}
