import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A request in full, as its bytes go out. */
export type RawRequest = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Target = { readonly host: string; readonly port: number };

const headEnd = Buffer.from("\r\n\r\n");

/** The bytes of HTTP/1.1 on a kept connection. */
export function encodeRequest(request: RawRequest, { host, port }: Target): Buffer {
  const body = Buffer.from(request.body ?? "");
  const headers = {
    Host: `${host}:${port}`,
    ...request.headers,
    ...(body.length > 0 ? { "Content-Length": String(body.length) } : {}),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${request.method} ${request.path} HTTP/1.1\r\n${lines.join("")}\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}

/**
 * One kept connection, one request at a time. It does hardly more than count bytes, for on one machine
 * what the client takes is lost to the server. Answers must state their length.
 */
export class RawClient {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #answered: PromiseWithResolvers<void> | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    // `close` follows and notifies those who wait.
    socket.on("error", () => {});
    socket.on("close", () => this.#answered?.reject(new Error("the connection was closed")));
  }

  /** @param localAddress whose requests these are: the service limits each address by itself */
  static async open({ host, port }: Target, localAddress?: string): Promise<RawClient> {
    const socket = connect({ host, port, ...(localAddress ? { localAddress } : {}) });
    await once(socket, "connect");
    return new RawClient(socket);
  }

  /** Throws unless there is an answer, and it is a 200. */
  async send(request: Buffer): Promise<void> {
    this.#answered = Promise.withResolvers<void>();
    this.#socket.write(request);
    await this.#answered.promise;
    const status = this.#received.toString("latin1", 9, 12);
    if (status !== "200") throw new Error(`answered ${this.#received.toString("utf8", 0, 1_000)}`);
    this.#received = Buffer.alloc(0);
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf(headEnd);
    if (end < 0) return;
    const head = this.#received.toString("latin1", 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
    if (Number.isNaN(length))
      this.#answered?.reject(new Error(`an answer without a length: ${head}`));
    else if (this.#received.length >= end + headEnd.length + length) this.#answered?.resolve();
  }
}
