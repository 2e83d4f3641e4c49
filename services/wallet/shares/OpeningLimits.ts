import { HttpProblem } from "../../http/errors.ts";
import { RequestCounts } from "../../http/middleware/RequestCounts.ts";
import { limits } from "../../platform/limits.ts";

/** Looks at shares and openings by address: what a stranger can have this process do. Of this process. */
export class OpeningLimits {
  readonly #counts = new RequestCounts(limits.openingSeconds * 1_000);

  /** Over the limit: `HttpProblem` 429 `rate.limited`. */
  count(address: string): void {
    const nowMs = performance.now();
    const count = this.#counts.add(address, nowMs);
    if (count.requests <= limits.openingsPerAddress) return;
    const seconds = Math.ceil((count.endsAtMs - nowMs) / 1_000);
    throw new HttpProblem(429, "rate.limited", "Too many openings; wait as Retry-After says.", {
      "retry-after": String(seconds),
    });
  }
}
