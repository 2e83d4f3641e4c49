import { SelloError } from "./SelloError.ts";

/** What `work` gives; null where the sdk refuses what it was given. Other errors are faults and pass. */
export async function orNull<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SelloError) return null;
    throw error;
  }
}
