import { timingSafeEqual } from "node:crypto";
import { SelloError } from "@sello/sdk";
import {
  isSignedRequest,
  type ProofRequest,
  readProofRequest,
  toResponseUri,
} from "@sello/sdk/request";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { digestOfSecret } from "../../platform/digestOfSecret.ts";
import { Conflict, InvalidInput, NotFound, Unavailable } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { Verifiers } from "../verifiers/Verifiers.ts";
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
  readonly #verifiers: Pick<Verifiers, "requireSigned">;

  constructor(parts: {
    readonly store: PgProofRequests;
    readonly clock: Clock;
    readonly publicUrl: string;
    readonly verifiers: Pick<Verifiers, "requireSigned">;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#publicUrl = parts.publicUrl;
    this.#verifiers = parts.verifiers;
  }

  /**
   * Errors: `InvalidInput` `proof_request.invalid`, of a signed one as `Verifiers.requireSigned`; `Conflict`
   * `proof_request.known`; `Unavailable` `proof_request.many`.
   * @returns its end, in unix seconds
   */
  async make({ id, request, secretDigest }: NewProofRequest): Promise<{ endsAt: number }> {
    const responseUri = toResponseUri(this.#publicUrl, id);
    const signed = isSignedRequest(request) ? await this.#verifiers.requireSigned(request) : null;
    requireOwn(signed ?? readOwn(request), responseUri);
    const madeAt = this.#now();
    // Kept as long as its signature counts, so that nobody can send it again.
    const endsAt = signed?.signed?.expiresAt ?? madeAt + limits.proofRequestSeconds;
    const verifier = signed?.signed?.verifier ?? null;
    const digest = Buffer.from(secretDigest, "base64url");
    const stored = { id, request, secretDigest: digest, madeAt, endsAt, verifier };
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

/** Null: it is not a request. */
function readOwn(text: string): ProofRequest | null {
  try {
    return readProofRequest(text);
  } catch (error) {
    if (error instanceof SelloError) return null;
    throw error;
  }
}

/** Nobody is sent elsewhere with their answer, and nothing but requests is kept here. */
function requireOwn(request: ProofRequest | null, responseUri: string): void {
  if (request?.responseUri === responseUri) return;
  const message = `It is not a request as @sello/sdk/request makes them, with ${responseUri} for its answer.`;
  const violation = { pointer: "/body/request", code: "proof_request.invalid", message };
  throw new InvalidInput("proof_request.invalid", message, [violation]);
}
