import { randomUUID } from "node:crypto";
import { type AuthorityId, SelloError } from "@sello/sdk";
import { type ProofRequest, readProofRequest, verifyProofRequest } from "@sello/sdk/request";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { Conflict, Forbidden, InvalidInput, NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { Registry } from "../../registry/Registry.ts";
import { findRegistrationFault, type Types } from "./findRegistrationFault.ts";
import type { PgVerifiers } from "./PgVerifiers.ts";
import { type NewVerifier, stateOf, type Verifier, type VerifierName } from "./Verifier.ts";

const daySeconds = 86_400;

/** What is asked of webhooks. */
export type VerifierHooks = {
  /** `InvalidInput` `webhook.url`. @returns the secret of its signatures */
  openForVerifier(
    tx: Transaction,
    hook: {
      readonly verifier: string;
      readonly authority: AuthorityId;
      readonly label: string;
      readonly url: string;
    },
  ): Promise<string>;
  endForVerifier(tx: Transaction, verifier: string): Promise<void>;
};

/** Who registers or ends, and how the audit names them. */
export type Registrar = { readonly authority: AuthorityId; readonly actor: string };

export type VerifierParts = {
  readonly store: PgVerifiers;
  readonly hooks: VerifierHooks;
  readonly registry: Pick<Registry, "byId">;
  readonly types: Types;
  readonly audit: AuditLog;
  readonly clock: Clock;
};

/**
 * Verifiers that registered with the city what they ask. Their requests are signed with the key that is registered, and are
 * looked at here when they come (docs/decisions/0211).
 */
export class Verifiers {
  readonly #parts: VerifierParts;

  constructor(parts: VerifierParts) {
    this.#parts = parts;
  }

  /**
   * Errors: `Forbidden` `verifier.rights`; `InvalidInput` `verifier.invalid`, `webhook.url`; `Conflict` `verifier.known`,
   * `verifier.too_many`.
   * @returns with the secret of the webhook, which is not told again; null: there is none
   */
  async register(
    { authority, actor }: Registrar,
    request: NewVerifier,
  ): Promise<{ readonly verifier: Verifier; readonly secret: string | null }> {
    const { store, registry, types, hooks, audit } = this.#parts;
    if ((await registry.byId(authority)).kind === "department")
      throw new Forbidden("verifier.rights", "Ask the city, or your centre, to register them.");
    const now = this.#now();
    const fault = findRegistrationFault(request, types, now);
    if (fault !== null) throw new InvalidInput("verifier.invalid", fault.message, [fault]);
    const { hook: url, ...rest } = request;
    const registered = { registeredBy: actor, registeredAt: now };
    const verifier = { ...rest, ...registered, id: randomUUID(), authority };
    const secret = await store.transaction(async (tx) => {
      await this.#requireRoom(tx, verifier);
      await store.insert(tx, verifier);
      const event = { actor, action: "verifier.register", subject: `verifier:${verifier.id}` };
      await audit.record({ ...event, authority, data: { homepage: rest.homepage } }, tx);
      if (url === undefined) return null;
      const label = labelOf(rest.name);
      return hooks.openForVerifier(tx, { verifier: verifier.id, authority, label, url });
    });
    return { verifier: { ...verifier, endedAt: null, hook: url ?? null }, secret };
  }

  list(authorities: readonly AuthorityId[]): Promise<readonly Verifier[]> {
    return this.#parts.store.list(authorities);
  }

  /** Unknown: `NotFound` `verifier.unknown`. */
  async get(id: string): Promise<Verifier> {
    const found = await this.#parts.store.find(id);
    if (found !== null) return found;
    throw new NotFound("verifier.unknown", "There is no such verifier.");
  }

  /** Requests that wait can still be answered. Ended before: `Conflict` `verifier.ended`. */
  async end({ actor }: Registrar, id: string): Promise<void> {
    const { store, hooks, audit } = this.#parts;
    const { authority } = await this.get(id);
    const event = { actor, action: "verifier.end", subject: `verifier:${id}` };
    await store.transaction(async (tx) => {
      if (!(await store.end(tx, id, this.#now())))
        throw new Conflict("verifier.ended", "This registration was ended before.");
      await hooks.endForVerifier(tx, id);
      await audit.record({ ...event, authority, data: {} }, tx);
    });
  }

  /**
   * A signed request, when a verifier who is registered now signed it now. Errors: `InvalidInput` `proof_request.invalid`,
   * `proof_request.verifier`, `proof_request.forged`, `proof_request.expired`.
   */
  async requireSigned(text: string): Promise<ProofRequest> {
    const id = signerOf(text);
    const now = this.#now();
    const verifier = await this.#parts.store.find(id);
    if (verifier === null || stateOf(verifier, now) !== "active")
      throw refused("verifier", "The request names no verifier who is registered now.");
    try {
      return await verifyProofRequest(text, verifier.key, now);
    } catch (error) {
      if (!(error instanceof SelloError)) throw error;
      if (error.code === "proof-request.expired")
        throw refused("expired", "Its time is over, or longer than ten minutes. Sign a new one.");
      throw refused("forged", "It was signed with another key than the registered one.");
    }
  }

  stateOf(verifier: Verifier): ReturnType<typeof stateOf> {
    return stateOf(verifier, this.#now());
  }

  async #requireRoom(
    tx: Transaction,
    verifier: Pick<Verifier, "authority" | "key">,
  ): Promise<void> {
    const { store } = this.#parts;
    await store.lock(tx);
    await store.forget(tx, this.#now() - limits.verifierKeptDays * daySeconds);
    const { count, isKnown } = await store.weigh(tx, verifier);
    if (isKnown)
      throw new Conflict("verifier.known", "Another registration has this key. Make a new key.");
    if (count >= limits.verifiersPerAuthority)
      throw new Conflict("verifier.too_many", "End a registration that is not used any more.", {
        limit: limits.verifiersPerAuthority,
      });
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}

const labelOf = ({ en, es, zh }: VerifierName): string => en ?? es ?? zh ?? "";

/** Whom a signed request names. */
function signerOf(text: string): string {
  try {
    const { signed } = readProofRequest(text);
    if (signed !== null) return signed.verifier;
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
  }
  throw refused("invalid", "It is not a request object as @sello/sdk/request signs them.");
}

function refused(what: "invalid" | "verifier" | "forged" | "expired", message: string) {
  const code = `proof_request.${what}`;
  return new InvalidInput(code, message, [{ pointer: "/body/request", code, message }]);
}
