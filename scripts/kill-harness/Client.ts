import { setTimeout as delay } from "node:timers/promises";

export type Answer = { readonly status: number; readonly body: string };

type Request = {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole answer. */
  readonly answerMs?: number;
};

const answerMsMax = 15_000;
const retryMs = 300;

/** A client as it should be: asks again, with the same words, until there is an answer that is one. */
export class Client {
  readonly #base: () => string;
  readonly #stopping: AbortSignal;
  /** How often no answer came, or one that asked to come back. */
  retries = 0;

  /** @param base asked for each request: another process may answer meanwhile */
  constructor(base: () => string, stopping: AbortSignal) {
    this.#base = base;
    this.#stopping = stopping;
  }

  /** @returns null when `stopping` came first: then nothing is known of the request */
  async ask(path: string, secret: string, request: Request = {}): Promise<Answer | null> {
    while (!this.#stopping.aborted) {
      const answer = await this.#once(path, secret, request);
      if (answer && answer.status < 500 && answer.status !== 429) return answer;
      this.retries += 1;
      await delay(retryMs);
    }
    return null;
  }

  async #once(path: string, secret: string, request: Request): Promise<Answer | null> {
    try {
      const { headers, answerMs = answerMsMax, ...rest } = request;
      const response = await fetch(this.#base() + path, {
        ...rest,
        headers: { ...headers, ...(secret ? { Authorization: `Bearer ${secret}` } : {}) },
        signal: AbortSignal.timeout(answerMs),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      // Refused, cut off or silent: the server is being killed, after all.
      return null;
    }
  }
}
