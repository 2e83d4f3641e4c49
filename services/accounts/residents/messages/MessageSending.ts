import type { Logger } from "../../../platform/Logger.ts";
import { limits } from "../../../platform/limits.ts";
import { SteadyLoop } from "../../../platform/loops/SteadyLoop.ts";
import type { OutboxMessage, PgOutbox } from "./PgOutbox.ts";

/** Sends what it is given from a process without keys. `status` null: nothing was answered. */
export type SendRequest = (message: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<{ readonly status: number | null; readonly error: string | null }>;

export type MessageSendingOptions = {
  readonly outbox: PgOutbox;
  readonly send: SendRequest;
  /** Where messages go (`SELLO_MESSAGE_GATEWAY_URL`), and the bearer token it asks for; null: nowhere. */
  readonly gateway: { readonly url: string; readonly token: string | null } | null;
  /** Whether it is enough that they are in the outbox, which a demo shows. */
  readonly demo: boolean;
  readonly logger: Logger;
};

/**
 * Hands messages to the gateway: `POST` of `{id, kind, to, language, text}` as JSON. The id is the same each time, so that
 * one that was tried again can be told. Any answer from 200 to 299 is a yes. Without a gateway they stay in the outbox.
 */
export class MessageSending {
  readonly loop: SteadyLoop;
  readonly #options: MessageSendingOptions;

  constructor(options: MessageSendingOptions) {
    this.#options = options;
    this.loop = new SteadyLoop({
      name: "resident-messages",
      step: () => this.step(),
      logger: options.logger,
    });
  }

  /** @returns the pause before the next, in milliseconds */
  async step(): Promise<number> {
    const due = await this.#options.outbox.takeDue();
    await Promise.all(due.map((message) => this.#deliver(message)));
    return due.length > 0 ? 0 : limits.residentLookMs;
  }

  async #deliver({ id, kind, to, language, text, attempts }: OutboxMessage): Promise<void> {
    const { outbox, gateway, send, logger, demo } = this.#options;
    if (gateway === null && demo) return outbox.sent(id);
    if (gateway === null) {
      logger.warn(
        { message: id, kind },
        "SELLO_MESSAGE_GATEWAY_URL is not set: residents get no messages",
      );
      return outbox.notSent(id, "gateway.none", null);
    }
    const authorization =
      gateway.token === null ? {} : { authorization: `Bearer ${gateway.token}` };
    const { status, error } = await send({
      url: gateway.url,
      headers: { "content-type": "application/json", ...authorization },
      body: JSON.stringify({ id, kind, to, language, text }),
    });
    if (status !== null && status >= 200 && status < 300) return outbox.sent(id);
    const reason = error ?? `status.${status}`;
    // A code that comes after its five minutes is of no use.
    const isLast = attempts >= limits.residentMessageAttempts;
    await outbox.notSent(id, reason, isLast ? null : attempts * limits.residentMessageRetrySeconds);
    if (isLast) logger.warn({ message: id, kind, reason }, "a message to a resident was not sent");
  }
}
