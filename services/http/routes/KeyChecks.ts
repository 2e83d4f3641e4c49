import { createHash } from "node:crypto";
import type { Request, Response } from "express";
import { BoundedCache } from "../../platform/BoundedCache.ts";
import { Forbidden } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { RateLimiters } from "../middleware/limitRates.ts";
import type { Authenticator } from "./Authenticator.ts";

const digestOf = (secret: string): string => createHash("sha256").update(secret).digest("base64");

/**
 * Holds back those who try keys, or tokens of sessions, before the database is asked: each key that this process has not seen good is counted
 * against its address first, and the count is taken back when the key is good. So nobody's guessing costs more look-ups
 * than the limit, however many come at once; and a client whose key was good goes on, even while somebody guesses beside it.
 */
export class KeyChecks<Found> {
  readonly #keys: Authenticator<Found>;
  readonly #limiters: Pick<RateLimiters, "byFailure">;
  /** Digests of keys that were good: no more than a hint, for they are asked about all the same. */
  readonly #good = new BoundedCache<string, true>(limits.apiKeysCached);
  readonly #underWay = new Map<string, Promise<Found>>();

  constructor(parts: { keys: Authenticator<Found>; limiters: Pick<RateLimiters, "byFailure"> }) {
    this.#keys = parts.keys;
    this.#limiters = parts.limiters;
  }

  /** Not good: `Forbidden` (401), as `Authenticator` says. Tried too often: `HttpProblem` 429 `rate.limited`. */
  async check(secret: string, request: Request, response: Response): Promise<Found> {
    const digest = digestOf(secret);
    if (this.#good.get(digest)) return this.#ask(secret, digest, request, response);
    // Many requests with one key that is new here are one question.
    const underWay = this.#underWay.get(digest);
    if (underWay) return this.#join(underWay, request, response);
    const uncount = this.#limiters.byFailure(request, response);
    const asking = this.#keys.authenticate(secret);
    this.#underWay.set(digest, asking);
    try {
      const found = await asking;
      uncount();
      this.#good.set(digest, true);
      return found;
    } catch (error) {
      // A fault of ours, such as a database that is away, is no guess of theirs.
      if (!(error instanceof Forbidden)) uncount();
      throw error;
    } finally {
      this.#underWay.delete(digest);
    }
  }

  async #join(asking: Promise<Found>, request: Request, response: Response): Promise<Found> {
    try {
      return await asking;
    } catch (error) {
      if (error instanceof Forbidden) this.#limiters.byFailure(request, response);
      throw error;
    }
  }

  async #ask(secret: string, digest: string, request: Request, response: Response): Promise<Found> {
    try {
      return await this.#keys.authenticate(secret);
    } catch (error) {
      if (error instanceof Forbidden) {
        this.#good.delete(digest);
        this.#limiters.byFailure(request, response);
      }
      throw error;
    }
  }
}
