import type { Request, RequestHandler, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { HttpProblem } from "../problems/HttpProblem.ts";

/** Requests allowed in a minute; null: without limit. Each process counts for itself. */
export type RateLimits = {
  readonly perAddressMinute: number | null;
  readonly perKeyMinute: number | null;
  /** Requests with a key that is not good. */
  readonly failuresPerAddressMinute: number | null;
};

export const defaultRateLimits: RateLimits = {
  perAddressMinute: 1_200,
  perKeyMinute: 12_000,
  failuresPerAddressMinute: 60,
};

const windowMs = 60_000;
const pass: RequestHandler = (_request, _response, next) => next();

function limiter(
  name: string,
  limit: number | null,
  keyGenerator: (request: Request, response: Response) => string,
): RequestHandler {
  if (limit === null) return pass;
  return rateLimit({
    windowMs,
    limit,
    identifier: name,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    keyGenerator,
    handler: (_request, _response, next) =>
      next(new HttpProblem(429, "rate.limited", "Too many requests; wait as Retry-After says.")),
  });
}

const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? "unknown");

export type RateLimiters = {
  /** For requests without a good key. An IPv6 network of 56 bits counts as one address. */
  readonly byAddress: RequestHandler;
  /** For requests whose key was found good. */
  readonly byKey: RequestHandler;
  /** For requests whose key was not: guessing is held back harder. */
  readonly byFailure: RequestHandler;
};

export const limitRates = (limits: RateLimits): RateLimiters => ({
  byAddress: limiter("address", limits.perAddressMinute, addressOf),
  byKey: limiter("key", limits.perKeyMinute, (_, response) => String(response.locals.apiKeyId)),
  byFailure: limiter("failure", limits.failuresPerAddressMinute, addressOf),
});
