import type { Hex } from "@sello/sdk";

export type AnvilCall = { readonly method: string; readonly params: readonly unknown[] };

type Answer = { readonly result?: unknown; readonly error?: unknown };

/** The part of a block that distinguishes two blocks, as anvil answers it. */
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

  async request(item: AnvilCall, timeoutMs: number): Promise<unknown> {
    const answer = (await this.#post({ jsonrpc: "2.0", id: 0, ...item }, timeoutMs)) as Answer;
    if (answer.error !== undefined) {
      throw new AnvilFailure(`${item.method}: ${JSON.stringify(answer.error)}`);
    }
    return answer.result;
  }

  /**
   * Several calls in one request. The node works on them at the same time: nothing may depend on their
   * order. Their results are not returned.
   */
  async together(calls: readonly AnvilCall[], timeoutMs: number): Promise<void> {
    const requests = calls.map((item, id) => ({ jsonrpc: "2.0", id, ...item }));
    await this.#post(requests, timeoutMs);
  }

  async #post(body: unknown, timeoutMs: number): Promise<unknown> {
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return await response.json();
    } catch (error) {
      throw new AnvilFailure("the node does not answer", { cause: error });
    }
  }
}
