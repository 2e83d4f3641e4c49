import { StaleDigests } from "./errors.ts";
import type { RecordDigests } from "./RecordDigests.ts";

const triesMax = 3;

/** Does the work again, with the secrets that there are now, when its documents were named with one of before. */
export async function retryStale<T>(
  digests: Pick<RecordDigests, "refresh">,
  work: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StaleDigests) || tries === triesMax) throw error;
      await digests.refresh();
    }
  }
}
