import type { Hex } from "../../domain/ids.ts";

export type AnvilCall = { readonly method: string; readonly params: readonly unknown[] };

type Answer = { readonly result?: unknown; readonly error?: unknown };

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
   * Calls in this order, each after the answer of the one before: anvil works on the calls of a JSON-RPC
   * batch at the same time, so that their order there means nothing. A refused call answers undefined;
   * the others go on.
   */
  async inOrder(calls: readonly AnvilCall[], timeoutMs: number): Promise<unknown[]> {
    const results: unknown[] = [];
    for (const item of calls) results.push((await this.#answer(item, timeoutMs)).result);
    return results;
  }

  async request(item: AnvilCall, timeoutMs: number): Promise<unknown> {
    const answer = await this.#answer(item, timeoutMs);
    if (answer.error !== undefined) {
      throw new AnvilFailure(`${item.method}: ${JSON.stringify(answer.error)}`);
    }
    return answer.result;
  }

  async #answer(item: AnvilCall, timeoutMs: number): Promise<Answer> {
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id: 0, ...item }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return (await response.json()) as Answer;
    } catch (error) {
      throw new AnvilFailure("the node does not answer", { cause: error });
    }
  }
}
