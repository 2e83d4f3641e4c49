import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ledgerLimits } from "../../services/ledger/ledgerLimits.ts";
import { AnvilFailure } from "./AnvilRpc.ts";

/** What readers of a chain ask. Nothing that changes the chain, or the node, comes through. */
const readingMethods: ReadonlySet<string> = new Set([
  "debug_traceTransaction",
  "eth_blockNumber",
  "eth_call",
  "eth_chainId",
  "eth_getBlockByHash",
  "eth_getBlockByNumber",
  "eth_getCode",
  "eth_getLogs",
  "eth_getTransactionByHash",
  "eth_getTransactionCount",
  "eth_getTransactionReceipt",
]);

type Request = { readonly id: unknown; readonly method: string; readonly params: unknown };

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Asks the node. Null while it has no chain that may be shown: it is being rebuilt, or its newest block is not one
 * that the journal wrote.
 */
export type AskNode = (request: string) => Promise<string | null>;

/**
 * The only way for others to the embedded chain: reading, by programs on this machine, and no pages of any origin. Its
 * port stays the same when the node behind it is rebuilt.
 */
export class ChainDoor {
  readonly #ask: AskNode;
  readonly #server: Server;

  constructor(ask: AskNode) {
    this.#ask = ask;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** @param port 0 for any that is free. Throws `AnvilFailure` if another program has it */
  async open(port: number): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(port, "127.0.0.1");
    try {
      await once(this.#server, "listening");
    } catch (error) {
      throw new AnvilFailure(`port ${port} is taken by another program`, { cause: error });
    }
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let [status, text]: [number, string] = [200, ""];
    try {
      requireProgram(request, new URL(this.url).port);
      const answer = await this.#ask(toReading(await readText(request)));
      if (answer === null) throw new Refusal(503, "the chain is being rebuilt");
      text = answer;
    } catch (error) {
      status = error instanceof Refusal ? error.status : 503;
      text = JSON.stringify({ error: error instanceof Refusal ? error.message : "no answer" });
    }
    if (response.destroyed) return;
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  }
}

/**
 * A page that somebody opens may send requests to this machine, also under a name that it had resolved to 127.0.0.1.
 * It cannot do without `Origin` where the answer is another origin's, nor without its own name in `Host`.
 */
function requireProgram({ method, headers }: IncomingMessage, port: string): void {
  const isLocal = headers.host === `127.0.0.1:${port}` || headers.host === `localhost:${port}`;
  if (!isLocal || headers.origin !== undefined)
    throw new Refusal(403, "the embedded chain answers programs on this machine, not web pages");
  if (method !== "POST") throw new Refusal(405, "send JSON-RPC by POST");
  if (!/^application\/json\s*(?:;|$)/i.test(headers["content-type"] ?? ""))
    throw new Refusal(415, "send application/json");
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > ledgerLimits.embeddedRequestBytes)
      throw new Refusal(413, "the request is too large");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The request as it is passed on: written again from what was read, so that the node cannot read it otherwise. */
function toReading(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(400, "the request is not JSON");
  }
  const isBatch = Array.isArray(value);
  const requests = (isBatch ? value : [value]) as unknown[];
  if (requests.length === 0 || requests.length > ledgerLimits.embeddedBatchRequests)
    throw new Refusal(400, `send 1 to ${ledgerLimits.embeddedBatchRequests} requests at once`);
  const passed = requests.map(toPassed);
  return JSON.stringify(isBatch ? passed : passed[0]);
}

function toPassed(value: unknown) {
  const { id, method, params } = (value ?? {}) as Partial<Request>;
  const hasId = typeof id === "number" || typeof id === "string";
  if (!hasId || typeof method !== "string") throw new Refusal(400, "this is no JSON-RPC request");
  if (!readingMethods.has(method))
    throw new Refusal(403, "the embedded chain can only be read here");
  return { jsonrpc: "2.0", id, method, params: Array.isArray(params) ? params : [] };
}
