import { type ClientRequest, type IncomingMessage, request as openRequest } from "node:http";
import type { Operation } from "@sello/api";
import type { Express, Request, RequestHandler, Response } from "express";
import { noAnswer } from "../http/calls/CallClient.ts";
import { endUnreadBody } from "../http/problems/sendProblem.ts";
import { toExpressPath } from "../http/toExpressPath.ts";
import { limits } from "../platform/limits.ts";
import type { InsideClient } from "./InsideClient.ts";

/**
 * Hands requests on to the process that holds keys, as they are and with the caller's own credential. What comes back is
 * what it answered. Nothing of a body is kept here: it goes through as it comes.
 */
export function mountForwarded(
  app: Express,
  operations: readonly Pick<Operation, "path">[],
  inside: InsideClient,
  answerMs: number = limits.forwardedMs,
): void {
  for (const path of new Set(operations.map((operation) => operation.path)))
    app.all(toExpressPath(path), toHandler(path, inside, answerMs));
}

const toHandler =
  (path: string, inside: InsideClient, answerMs: number): RequestHandler =>
  (request, response, next) => {
    response.locals.route = path;
    const outgoing = openRequest({
      socketPath: inside.socketPath,
      agent: inside.agent,
      method: request.method,
      path: request.originalUrl,
      headers: toForwarded(request),
    });
    outgoing.setTimeout(answerMs, () => outgoing.destroy(new Error("no answer in time")));
    outgoing.once("response", (reply) => {
      // An event stream may be silent for long.
      outgoing.setTimeout(0);
      answer(reply, request, response);
    });
    outgoing.on("error", (error) => {
      // What was under way when it went away cannot be said to have happened or not: the client asks again.
      if (response.headersSent) request.socket.destroy();
      else next(noAnswer(error));
    });
    response.once("close", () => end(outgoing, response));
    request.pipe(outgoing);
  };

/** A client that leaves takes its request along; one that was answered leaves the connection for the next. */
function end(outgoing: ClientRequest, response: Response): void {
  if (!response.writableFinished || !outgoing.writableFinished) outgoing.destroy();
}

/** Fields that are about one connection (RFC 9110 §7.6.1), and what others said of the way here. */
const ofConnection = new Set([
  "connection",
  "expect",
  "forwarded",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

const isKept = (name: string): boolean =>
  !ofConnection.has(name) && !name.startsWith("x-forwarded-");

function toForwarded(request: Request): Record<string, string | string[]> {
  const kept = Object.entries(request.headers).flatMap(([name, value]) =>
    isKept(name) && value !== undefined ? [[name, value] as const] : [],
  );
  return {
    ...Object.fromEntries(kept),
    "x-forwarded-for": request.ip ?? "",
    // Without a length, the body goes as it comes.
    ...(request.headers["transfer-encoding"] === undefined
      ? {}
      : { "transfer-encoding": "chunked" }),
  };
}

function answer(reply: IncomingMessage, request: Request, response: Response): void {
  const { statusCode = 502, headers } = reply;
  for (const [name, value] of Object.entries(headers))
    if (isKept(name) && value !== undefined) response.setHeader(name, value);
  response.locals.requestId = headers["x-request-id"] ?? response.locals.requestId;
  response.status(statusCode);
  endUnreadBody(request, response);
  reply.on("error", () => request.socket.destroy());
  // An event stream begins before there is anything to say.
  response.flushHeaders();
  reply.pipe(response);
}
