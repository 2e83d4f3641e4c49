import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { limits } from "../platform/limits.ts";
import { shareConnections } from "./shareConnections.ts";
import { toRawProblem } from "./toRawProblem.ts";

export type HttpServer = {
  /** `http://host:port` as it listens. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops accepting, lets what is under way finish, and cuts what is left after `limits.shutdownMs`.
   * Safe to call twice.
   */
  stop(): Promise<void>;
};

export type HttpServerOptions = {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** A Unix socket instead of host and port: only this account may open it. */
  readonly socketPath?: string;
  readonly shutdownMs?: number;
  readonly requestHeaderMs?: number;
  /** Connections at once from one address; default `limits.connectionsPerAddress`. */
  readonly connectionsPerAddress?: number;
  /** Whether this peer is a proxy, whose connections are many clients'. Default: none is. */
  readonly isProxy?: (address: string) => boolean;
  /** Called when shutdown begins, to end what never ends by itself, such as event streams. */
  readonly onStopping?: () => void;
};

/** Listens. Taken port: rejects with Node's `EADDRINUSE`. */
export async function startHttpServer(
  listener: RequestListener,
  options: HttpServerOptions,
): Promise<HttpServer> {
  const server = createServer(
    {
      maxHeaderSize: limits.requestHeaderBytes,
      headersTimeout: options.requestHeaderMs ?? limits.requestHeaderMs,
      // Uploads may take long; other bodies are timed where they are read.
      requestTimeout: limits.uploadMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: 2_000,
      requireHostHeader: true,
    },
    boundPipelines(listener),
  );
  server.maxConnections = limits.connections;
  shareConnections(server, options);
  server.setTimeout(limits.connectionIdleMs);
  server.on("clientError", answerClientError);
  await listen(server, options);
  const { port } = options.socketPath ? { port: 0 } : (server.address() as AddressInfo);
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  let stopping: Promise<void> | undefined;
  return {
    url: `http://${host}:${port}`,
    port,
    stop() {
      stopping ??= close(server, options);
      return stopping;
    },
  };
}

const listen = (server: Server, options: HttpServerOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    const { host, port, socketPath: path } = options;
    server.listen(path === undefined ? { host, port } : { path }, () => {
      server.off("error", reject);
      resolve();
    });
  });

function close(server: Server, options: HttpServerOptions): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(
      () => server.closeAllConnections(),
      options.shutdownMs ?? limits.shutdownMs,
    );
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    options.onStopping?.();
    server.closeIdleConnections();
  });
}

/**
 * Cuts a connection that asks for more at once than `limits.requestsPerConnection`. Node hands on every request of a
 * packet before the first is answered, over a thousand of the shortest, and each holds memory until its turn.
 */
function boundPipelines(listener: RequestListener): RequestListener {
  const underWay = new WeakMap<Socket, number>();
  return (request, response) => {
    const { socket } = request;
    // It was refused, but what came with its opening was read.
    if (socket.writableEnded) return void socket.destroy();
    const count = (underWay.get(socket) ?? 0) + 1;
    if (count > limits.requestsPerConnection) {
      socket.destroy();
      return;
    }
    underWay.set(socket, count);
    response.once("close", () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1));
    listener(request, response);
  };
}

const codeOf: Readonly<Record<string, Parameters<typeof toRawProblem>[0]>> = {
  HPE_HEADER_OVERFLOW: "request.header_too_large",
  ERR_HTTP_REQUEST_TIMEOUT: "request.slow",
};

/** What Node's parser refuses never reaches Express: the problem document is written by hand. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(toRawProblem(codeOf[error.code ?? ""] ?? "request.malformed"));
}
