import { type KeyObject, randomUUID } from "node:crypto";
import { verifierEvent } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import type { AuditLog } from "../audit/AuditLog.ts";
import { type Caller, toActor } from "../http/Caller.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Queryable, Transaction } from "../platform/database/Transaction.ts";
import { Conflict, InvalidInput, NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { Registry } from "../registry/Registry.ts";
import type { Delivery, Hook, HookEvent } from "./Hook.ts";
import { toMessage } from "./HookEvents.ts";
import type { PgHookStore } from "./PgHookStore.ts";
import { findUrlFault } from "./sending/findUrlFault.ts";
import { secretOf, toSecretText } from "./signMessage.ts";

export type NewHook = {
  readonly label: string;
  readonly url: string;
  readonly events: readonly HookEvent[];
};

/** The webhook of a registered verifier. */
export type VerifierHook = Pick<Hook, "authority" | "label" | "url"> & {
  readonly verifier: string;
};

export type HooksOptions = {
  readonly store: PgHookStore;
  readonly master: () => Promise<KeyObject>;
  readonly audit: AuditLog;
  readonly registry: Pick<Registry, "byId">;
  readonly clock: Clock;
  /** Whether addresses of this machine are taken: in a demo alone. */
  readonly mayLoopback: boolean;
  /** Called when there may be messages to send. */
  readonly onChange: () => void;
};

/** Webhooks of an authority: made, listed, switched, tested and ended here. None of another authority is known. */
export class Hooks {
  readonly #options: HooksOptions;

  constructor(options: HooksOptions) {
    this.#options = options;
  }

  /**
   * An address that no message can go to: `InvalidInput` `webhook.url`; as many as there may be: `Conflict` `webhook.many`.
   * @returns with the secret of its signatures, which is not told again
   */
  async create(caller: Caller, { label, url, events }: NewHook) {
    const fault = findUrlFault(url, this.#options.mayLoopback);
    if (fault !== null) throw new InvalidInput("webhook.url", fault, [toViolation(fault)]);
    const { authority } = caller;
    const hook = { id: randomUUID(), authority, label, url, events: [...new Set(events)] };
    await this.#options.store.transaction(async (tx) => {
      if (!(await this.#options.store.insert(tx, hook)))
        throw new Conflict("webhook.many", "End one of the authority's webhooks first.", {
          limit: limits.webhooksPerAuthority,
        });
      await this.#note(tx, caller, "webhook.create", hook.id, { events: hook.events });
    });
    const secret = toSecretText(secretOf(await this.#options.master(), hook.id));
    return { hook: await this.get(hook.id, authority), secret };
  }

  /**
   * The webhook of a verifier, in the transaction that registers them: among those of the authority that does, and told of
   * answers alone. `InvalidInput` `webhook.url`.
   * @returns the secret of its signatures, which is not told again
   */
  async openForVerifier(
    tx: Transaction,
    { verifier, authority, label, url }: VerifierHook,
  ): Promise<string> {
    const { store, mayLoopback, master } = this.#options;
    const fault = findUrlFault(url, mayLoopback);
    if (fault !== null) throw new InvalidInput("webhook.url", fault, [toViolation(fault, "/hook")]);
    const hook = { id: randomUUID(), authority, label, url, events: [verifierEvent] } as const;
    await store.insert(tx, hook, verifier);
    return toSecretText(secretOf(await master(), hook.id));
  }

  endForVerifier(tx: Transaction, verifier: string): Promise<void> {
    return this.#options.store.removeOfVerifier(tx, verifier);
  }

  list(authority: AuthorityId): Promise<readonly Hook[]> {
    return this.#options.store.list(authority);
  }

  /** Not one of this authority: `NotFound` `webhook.unknown`. */
  async get(id: string, authority: AuthorityId): Promise<Hook> {
    const hook = await this.#options.store.find(id, authority);
    if (hook === null) throw unknown();
    return hook;
  }

  async switch(caller: Caller, id: string, state: Hook["state"]): Promise<Hook> {
    await this.get(id, caller.authority);
    await this.#options.store.transaction(async (tx) => {
      await this.#options.store.setState(tx, id, state === "on" ? null : "by_hand");
      await this.#note(tx, caller, "webhook.switch", id, { state });
    });
    this.#options.onChange();
    return this.get(id, caller.authority);
  }

  async end(caller: Caller, id: string): Promise<void> {
    await this.get(id, caller.authority);
    await this.#options.store.transaction(async (tx) => {
      await this.#options.store.remove(tx, id);
      await this.#note(tx, caller, "webhook.end", id);
    });
  }

  /** A message that says nothing but that it is a test. Switched off: `Conflict` `webhook.off`. */
  async test(caller: Caller, id: string): Promise<Delivery> {
    await this.#requireOn(caller, id);
    const { slug } = await this.#options.registry.byId(caller.authority);
    const at = new Date(this.#options.clock.nowMs());
    const payload = toMessage("test", at, { authority: slug, webhook: id });
    const delivery = { id: randomUUID(), hook: id, kind: "test", payload };
    await this.#options.store.transaction(async (tx) => {
      await this.#options.store.addDeliveries(tx, [delivery]);
      await this.#note(tx, caller, "webhook.test", id);
    });
    this.#options.onChange();
    return this.#delivery(id, delivery.id);
  }

  /** Newest first. */
  async deliveries(
    authority: AuthorityId,
    id: string,
    { after, limit }: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly Delivery[]> {
    await this.get(id, authority);
    return this.#options.store.deliveries(id, after, limit);
  }

  /** Sends a message again, with the id that it had. Errors as `test`. */
  async replay(caller: Caller, id: string, delivery: string): Promise<Delivery> {
    await this.#requireOn(caller, id);
    await this.#delivery(id, delivery);
    await this.#options.store.transaction(async (tx) => {
      await this.#options.store.replay(tx, delivery);
      await this.#note(tx, caller, "webhook.replay", id, { delivery });
    });
    this.#options.onChange();
    return this.#delivery(id, delivery);
  }

  async #requireOn(caller: Caller, id: string): Promise<void> {
    const { state } = await this.get(id, caller.authority);
    if (state === "off")
      throw new Conflict("webhook.off", "Switch the webhook on first; then it is told again.");
  }

  async #delivery(hook: string, id: string): Promise<Delivery> {
    const found = await this.#options.store.delivery(hook, id);
    if (found === null) throw unknown();
    return found;
  }

  #note(tx: Queryable, caller: Caller, action: HookAct, id: string, data = {}): Promise<void> {
    const { authority } = caller;
    const event = { actor: toActor(caller), action, subject: `webhook:${id}`, authority };
    return this.#options.audit.record({ ...event, data }, tx);
  }
}

type HookAct =
  | "webhook.create"
  | "webhook.switch"
  | "webhook.end"
  | "webhook.test"
  | "webhook.replay";

const unknown = () => new NotFound("webhook.unknown", "The authority has no such webhook.");

const toViolation = (message: string, field = "/url") => ({
  pointer: `/body${field}`,
  code: "webhook.url",
  message,
});
