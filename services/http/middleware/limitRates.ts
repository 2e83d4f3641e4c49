import type { Request, Response } from "express";
import { toCountedAddress } from "../countedAddress.ts";
import { HttpProblem } from "../errors.ts";
import { RequestCounts } from "./RequestCounts.ts";

/** Requests allowed in a minute; null: without limit. Each process counts for itself, so it gets its part of them. */
export type RateLimits = {
  readonly perAddressMinute: number | null;
  readonly perKeyMinute: number | null;
  /** Requests with a key that is not good. */
  readonly failuresPerAddressMinute: number | null;
};

/** For those who keep the service running. */
export const unlimitedRates: RateLimits = {
  perAddressMinute: null,
  perKeyMinute: null,
  failuresPerAddressMinute: null,
};

/**
 * Counts a request. Over the limit: `HttpProblem` 429 `rate.limited`.
 * @returns what takes the count back
 */
export type RateLimiter = (request: Request, response: Response) => () => void;

export type RateLimiters = {
  /** For requests without a good key. An IPv6 network of 64 bits counts as one address. */
  readonly byAddress: RateLimiter;
  /** For requests whose key, or session, was found good: by key, or by the officer's account. */
  readonly byCaller: RateLimiter;
  /** For requests whose key was not: guessing is held back harder. */
  readonly byFailure: RateLimiter;
};

export const limitRates = (limits: RateLimits): RateLimiters => ({
  byAddress: limiter("address", limits.perAddressMinute, addressOf),
  byCaller: limiter("key", limits.perKeyMinute, (_, response) => String(response.locals.actor)),
  byFailure: limiter("failure", limits.failuresPerAddressMinute, addressOf),
});

const windowSeconds = 60;

/** With the fields of the IETF's draft-ietf-httpapi-ratelimit-headers-08. */
function limiter(
  name: string,
  limit: number | null,
  callerOf: (request: Request, response: Response) => string,
): RateLimiter {
  if (limit === null) return () => () => {};
  const counts = new RequestCounts(windowSeconds * 1_000);
  const policy = `"${name}"; q=${limit}; w=${windowSeconds}`;
  return (request, response) => {
    const nowMs = performance.now();
    const count = counts.add(callerOf(request, response), nowMs);
    const seconds = Math.ceil((count.endsAtMs - nowMs) / 1_000);
    const left = Math.max(limit - count.requests, 0);
    // A request may be counted by two limiters: that of failures comes second.
    add(response, "RateLimit", `"${name}"; r=${left}; t=${seconds}`);
    add(response, "RateLimit-Policy", `${policy}; pk=:${count.partition}:`);
    if (count.requests <= limit)
      return () => {
        count.requests -= 1;
      };
    const words = "Too many requests; wait as Retry-After says.";
    throw new HttpProblem(429, "rate.limited", words, { "retry-after": String(seconds) });
  };
}

function add(response: Response, field: string, value: string): void {
  if (response.hasHeader(field)) response.appendHeader(field, value);
  else response.setHeader(field, value);
}

const addressOf = (request: Request): string => toCountedAddress(request.ip);
