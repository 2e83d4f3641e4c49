import { HttpProblem } from "../http/errors.ts";
import { BoundedCache } from "../platform/BoundedCache.ts";
import { limits } from "../platform/limits.ts";

/**
 * Keys that were told a moment ago that their day is used up: they are told so again before a place in a status list is
 * taken for them, which would stay unused.
 */
export class UsedDays {
  readonly #told = new BoundedCache<string, { readonly problem: HttpProblem; readonly at: number }>(
    limits.apiKeysCached,
  );

  /** Throws what they were told. After a second they may try: the limit may have been raised. */
  require(callerId: string | null): void {
    const told = callerId === null ? undefined : this.#told.get(callerId);
    if (told && performance.now() - told.at < limits.usedDayMs) throw told.problem;
  }

  /** Remembers it where this is the problem. @returns the error */
  note(callerId: string | null, error: unknown): unknown {
    if (callerId !== null && error instanceof HttpProblem && error.code === "api_key.day_used")
      this.#told.set(callerId, { problem: error, at: performance.now() });
    return error;
  }
}
