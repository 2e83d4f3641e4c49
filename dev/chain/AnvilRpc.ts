import { connect, type Socket } from "node:net";
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

const newline = 0x0a;

/**
 * JSON-RPC to the embedded node over its socket, which only this account may open. The node's answers are trusted as
 * far as its blocks are checked. A connection carries one request at a time, and answers end with a line end.
 */
export class AnvilRpc {
  readonly #path: string;
  readonly #idle: Socket[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  async request(item: AnvilCall, timeoutMs: number): Promise<unknown> {
    const text = JSON.stringify({ jsonrpc: "2.0", id: 0, ...item });
    const answer = JSON.parse(await this.exchange(text, timeoutMs)) as Answer;
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
    await this.exchange(JSON.stringify(requests), timeoutMs);
  }

  /** Sends one request or one batch as text. @returns the answer as text */
  async exchange(text: string, timeoutMs: number): Promise<string> {
    const socket = this.#idle.pop() ?? connect(this.#path);
    try {
      const answer = await roundTrip(socket, text, timeoutMs);
      this.#idle.push(socket);
      return answer;
    } catch (error) {
      socket.destroy();
      throw new AnvilFailure("the node does not answer", { cause: error });
    }
  }

  /** Ends the connections that wait for a next request. */
  close(): void {
    for (const socket of this.#idle.splice(0)) socket.destroy();
  }
}

function roundTrip(socket: Socket, text: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const settle = (error: Error | null) => {
      clearTimeout(late);
      socket.off("data", take).off("close", end);
      if (error) reject(error);
      else resolve(Buffer.concat(chunks).toString("utf8"));
    };
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      if (chunk.at(-1) === newline) settle(null);
    };
    const end = () => settle(new Error("the connection ended"));
    const late = setTimeout(() => settle(new Error("no answer in time")), timeoutMs);
    // An idle connection may end at any time: its error is nobody's, and the next use finds it closed.
    if (socket.listenerCount("error") === 0) socket.on("error", () => {});
    if (socket.destroyed) return end();
    socket.on("data", take).on("close", end);
    socket.write(`${text}\n`);
  });
}
