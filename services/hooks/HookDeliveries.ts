import type { KeyObject } from "node:crypto";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { Clock } from "../platform/Clock.ts";
import { toSeconds } from "../platform/Clock.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { DueDelivery, Hook } from "./Hook.ts";
import type { PgHookStore } from "./PgHookStore.ts";
import type { SendHook, Sent } from "./sending/sendCalls.ts";
import { secretOf, toSignedHeaders } from "./signMessage.ts";

export type HookDeliveriesOptions = {
  readonly store: PgHookStore;
  /** From which the secrets of the signatures are derived. */
  readonly master: () => Promise<KeyObject>;
  /** Sends a message, in a process that holds no key. */
  readonly send: SendHook;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
};

const forgetEveryMs = 3_600_000;
const gone = 410;

/**
 * Signs messages that are due and has them sent. What does not arrive is tried again, later each time; when the last try
 * fails the webhook is switched off, which the audit says and its page shows.
 */
export class HookDeliveries {
  readonly loop: SteadyLoop;
  readonly #options: HookDeliveriesOptions;
  #forgotMs = 0;

  constructor(options: HookDeliveriesOptions) {
    this.#options = options;
    const step = async () => ((await this.turn()) > 0 ? 0 : limits.webhookLookMs);
    this.loop = new SteadyLoop({ name: "webhook-deliveries", step, logger: options.logger });
  }

  /** @returns how many were sent */
  async turn(): Promise<number> {
    const { store, clock } = this.#options;
    if (clock.nowMs() - this.#forgotMs > forgetEveryMs) {
      await store.forget();
      this.#forgotMs = clock.nowMs();
    }
    const due = await store.takeDue();
    await Promise.all(due.map((delivery) => this.#deliver(delivery)));
    return due.length;
  }

  async #deliver(delivery: DueDelivery): Promise<void> {
    const { store, logger } = this.#options;
    const sent = await this.#send(delivery);
    const { status } = sent;
    if (status !== null && status >= 200 && status < 300)
      return store.delivered(delivery.id, status);
    logger.warn(
      { webhook: delivery.hook, delivery: delivery.id, ...sent },
      "a message to a webhook did not arrive",
    );
    const wait = limits.webhookRetrySeconds[delivery.attempts - 1];
    const off = status === gone ? "gone" : wait === undefined ? "failing" : null;
    await store.transaction(async (tx) => {
      // With the webhook switched off it waits until somebody switches it on.
      const waitSeconds = off === "gone" ? null : (wait ?? 0);
      await store.notDelivered(tx, delivery.id, { ...sent, waitSeconds });
      if (off === null) return;
      await store.setState(tx, delivery.hook, off);
      await this.#note(tx, delivery, off);
    });
  }

  async #send({ id, hook, url, payload }: DueDelivery): Promise<Sent> {
    const { master, send, clock } = this.#options;
    const body = JSON.stringify(payload);
    const at = toSeconds(clock.nowMs());
    const headers = toSignedHeaders(secretOf(await master(), hook), { id, at, body });
    try {
      return await send({ url, headers, body });
    } catch {
      // The process that sends was away: the message waits like any that did not arrive.
      return { status: null, error: "sender.away" };
    }
  }

  #note(
    tx: Parameters<AuditLog["record"]>[1],
    { hook, authority }: DueDelivery,
    reason: Hook["offReason"],
  ): Promise<void> {
    const event = { actor: "system", action: "webhook.stop", subject: `webhook:${hook}` };
    return this.#options.audit.record({ ...event, authority, data: { off: reason } }, tx);
  }
}
