import { HttpProblem } from "../../http/errors.ts";
import { RequestCounts } from "../../http/middleware/RequestCounts.ts";
import { limits } from "../../platform/limits.ts";

const windowMs = limits.signInSeconds * 1_000;

/**
 * Sign-ins by address. Failures are counted of an address, and of an account from that address: who fails elsewhere in
 * an account's name cannot keep its officer out. Each method throws `HttpProblem` 429 `rate.limited`.
 */
export class SignInLimits {
  readonly #begun = new RequestCounts(windowMs);
  readonly #ofAddress = new RequestCounts(windowMs);
  readonly #ofAccount = new RequestCounts(windowMs);

  begin(address: string): void {
    take(this.#begun, address, limits.signInsPerAddress);
  }

  /** Counts an attempt as a failure before it is one, so that many at once are no more than the limit. @returns what takes that back */
  attempt(address: string, account: string): () => void {
    const uncount = [
      take(this.#ofAddress, address, limits.signInFailuresPerAddress),
      take(this.#ofAccount, `${account} ${address}`, limits.signInFailuresPerAccount),
    ];
    return () => {
      for (const each of uncount) each();
    };
  }
}

function take(counts: RequestCounts, name: string, limit: number): () => void {
  const nowMs = performance.now();
  const count = counts.add(name, nowMs);
  if (count.requests <= limit)
    return () => {
      count.requests -= 1;
    };
  const seconds = Math.ceil((count.endsAtMs - nowMs) / 1_000);
  throw new HttpProblem(429, "rate.limited", "Too many sign-ins; wait as Retry-After says.", {
    "retry-after": String(seconds),
  });
}
