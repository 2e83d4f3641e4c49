import type { VerifyContext } from "./VerifyContext.ts";

/**
 * A list that was fetched just now is minutes old at most. Where its time is further behind ours than its `ttl`, it is
 * our clock that is ahead, or the service that has heard nothing of the chain: either way, what we take for past may
 * not be yet. Unix seconds, the list's time; null where nothing says so.
 */
export function findFastClock({ status, now, clockSkew }: VerifyContext): number | null {
  const { held } = status;
  if (held === null || held.fetchedAt === undefined || held.ttl === null) return null;
  // Fetched for this verdict: a server that keeps its own list may have heard nothing of the chain since.
  if (now - held.fetchedAt > clockSkew) return null;
  return now > held.issuedAt + held.ttl + clockSkew ? held.issuedAt : null;
}
