import { timingSafeEqual } from "node:crypto";
import { SelloError } from "@sello/sdk";
import { readProofRequest, toResponseUri } from "@sello/sdk/request";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { digestOfSecret } from "../../platform/digestOfSecret.ts";
import { Conflict, InvalidInput, NotFound, Unavailable } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { PgProofRequests, StoredRequest } from "./PgProofRequests.ts";

export type NewProofRequest = {
  readonly id: string;
  readonly request: string;
  /** SHA-256 of the asker's secret, in base64url. */
  readonly secretDigest: string;
};

/**
 * What strangers ask to be shown, until it is answered: a letter box between two browsers. Requests are read as far as it
 * takes to know that nothing else is kept here; answers are encrypted to who asked.
 */
export class ProofRequests {
  readonly #store: PgProofRequests;
  readonly #clock: Clock;
  readonly #publicUrl: string;

  constructor(parts: {
    readonly store: PgProofRequests;
    readonly clock: Clock;
    readonly publicUrl: string;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#publicUrl = parts.publicUrl;
  }

  /**
   * Errors: `InvalidInput` `proof_request.invalid`; `Conflict` `proof_request.known`; `Unavailable` `proof_request.many`.
   * @returns its end, in unix seconds
   */
  async make({ id, request, secretDigest }: NewProofRequest): Promise<{ endsAt: number }> {
    requireOwn(request, toResponseUri(this.#publicUrl, id));
    const madeAt = this.#now();
    const endsAt = madeAt + limits.proofRequestSeconds;
    const digest = Buffer.from(secretDigest, "base64url");
    const stored = { id, request, secretDigest: digest, madeAt, endsAt };
    if (await this.#store.insert(stored, limits.proofRequests)) return { endsAt };
    const known = await this.#store.find(id, madeAt);
    if (known === null)
      throw new Unavailable("proof_request.many", "Too many requests wait. Try again in a minute.");
    if (known.request === request && digest.equals(known.secretDigest))
      return { endsAt: known.endsAt };
    throw new Conflict("proof_request.known", "There is a request with this id. Make a new one.");
  }

  /** The request as it was sent. Unknown, or over: `NotFound` `proof_request.unknown`. */
  async get(id: string): Promise<string> {
    return (await this.#find(id)).request;
  }

  /** The first answer counts. Errors: `NotFound` `proof_request.unknown`; `Conflict` `proof_request.answered`. */
  async answer(id: string, answer: string): Promise<void> {
    await this.#find(id);
    if (await this.#store.answer(id, answer, this.#now())) return;
    throw new Conflict("proof_request.answered", "This request was answered. Ask for a new one.");
  }

  /**
   * For who asked alone. Null: nobody answered yet. Another secret, an unknown request, or one that is over: `NotFound`
   * `proof_request.unknown`.
   */
  async answerOf(id: string, secret: string): Promise<{ answer: string | null; endsAt: number }> {
    const { answer, endsAt, secretDigest } = await this.#find(id);
    if (!timingSafeEqual(digestOfSecret(secret), secretDigest)) throw unknown();
    return { answer, endsAt };
  }

  async #find(id: string): Promise<StoredRequest> {
    const found = await this.#store.find(id, this.#now());
    if (found === null) throw unknown();
    return found;
  }

  #now(): number {
    return toSeconds(this.#clock.nowMs());
  }
}

const unknown = () =>
  new NotFound("proof_request.unknown", "There is no such request, or it is over. Make a new one.");

/** Nobody is sent elsewhere with their answer, and nothing but requests is kept here. */
function requireOwn(text: string, responseUri: string): void {
  try {
    if (readProofRequest(text).responseUri === responseUri) return;
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
  }
  const message = `It is not a request as @sello/sdk/request makes them, with ${responseUri} for its answer.`;
  const violation = { pointer: "/body/request", code: "proof_request.invalid", message };
  throw new InvalidInput("proof_request.invalid", message, [violation]);
}
