import type { Hex } from "../../domain/ids.ts";

export type AnvilCall = { readonly method: string; readonly params: readonly unknown[] };

type Answer = { readonly id: number; readonly result?: unknown; readonly error?: unknown };

/** The part of a block that tells two blocks apart, as anvil answers it. */
export type AnvilBlock = {
  readonly number: Hex;
  readonly hash: Hex;
  readonly stateRoot: Hex;
  readonly transactions: readonly Hex[];
};

/** A request to the node failed or was refused; the node's words are for the log alone. */
export class AnvilFailure extends Error {
  override readonly name = "AnvilFailure";
}

export const call = (method: string, ...params: readonly unknown[]): AnvilCall => ({
  method,
  params,
});

/** JSON-RPC to the embedded node, whose answers are trusted as far as its blocks are checked. */
export class AnvilRpc {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /**
   * Calls in this order, one after the other, in one request. A refused call answers undefined; the
   * others go on.
   */
  async batch(calls: readonly AnvilCall[], timeoutMs: number): Promise<unknown[]> {
    const body = JSON.stringify(calls.map((item, id) => ({ jsonrpc: "2.0", id, ...item })));
    const answers = (await this.#post(body, timeoutMs)) as readonly Answer[];
    if (!Array.isArray(answers)) throw new AnvilFailure("the node did not answer the batch");
    const byId = new Map(answers.map((answer: Answer) => [answer.id, answer.result]));
    return calls.map((_, id) => byId.get(id));
  }

  async request(item: AnvilCall, timeoutMs: number): Promise<unknown> {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 0, ...item });
    const answer = (await this.#post(body, timeoutMs)) as Answer;
    if (answer.error !== undefined) {
      throw new AnvilFailure(`${item.method}: ${JSON.stringify(answer.error)}`);
    }
    return answer.result;
  }

  async #post(body: string, timeoutMs: number): Promise<unknown> {
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      });
      return await response.json();
    } catch (error) {
      throw new AnvilFailure("the node does not answer", { cause: error });
    }
  }
}
