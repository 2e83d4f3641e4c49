import type { ProblemCode } from "@sello/api";
import type { Request, Response } from "express";
import { describeFault } from "../../platform/describeFault.ts";
import type { Logger } from "../../platform/Logger.ts";
import { requestIdOf } from "../middleware/identifyRequest.ts";
import { toProblem } from "./toProblem.ts";

const lingerMs = 2_000;

/** A problem as a page of HTML. */
export type ProblemPage = (
  request: Request,
  code: ProblemCode,
  status: number,
  requestId: string,
) => string;

export type ProblemContext = {
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly problemPage?: ProblemPage;
};

/** Answers with a problem document, or a page when a person's browser asked for one. */
export function sendProblem(
  error: unknown,
  request: Request,
  response: Response,
  context: ProblemContext,
): void {
  const id = requestIdOf(response);
  const problem = toProblem(error, { publicUrl: context.publicUrl, id });
  const { status, code } = problem.document;
  response.locals.problem = code;
  if (problem.fault !== null)
    context.logger.error(
      { requestId: id, error: describeFault(problem.fault) },
      "request failed by our fault",
    );
  // Half an answer is out: all that is left is to cut the connection, so that it is not taken for whole.
  if (response.headersSent) {
    request.socket.destroy();
    return;
  }
  endUnreadBody(request, response);
  for (const name of response.getHeaderNames())
    if (/^(?:content-|cache-control|etag|last-modified)/.test(name) && name !== securityHeader)
      response.removeHeader(name);
  response.status(status).set(problem.headers).set("cache-control", "no-store");
  if (context.problemPage && wantsPage(request))
    response.type("html").send(context.problemPage(request, code, status, id));
  else response.type("application/problem+json").send(JSON.stringify(problem.document));
}

/** Over a Unix socket: by the process that strangers reach. */
const isHandedOn = ({ socket }: Request): boolean => socket.remoteAddress === undefined;

const securityHeader = "content-security-policy";

const wantsPage = (request: Request): boolean =>
  (request.method === "GET" || request.method === "HEAD") &&
  !request.path.startsWith("/v1/") &&
  request.accepts("json", "html") === "html";

/** A client that is still sending gets a moment to read the answer; then the connection is closed. */
export function endUnreadBody(request: Request, response: Response): void {
  if (request.complete) return;
  request.resume();
  // Who hands requests on sends the rest before it reads, and would lose the answer; it closes what goes on too long.
  if (isHandedOn(request)) return;
  response.set("connection", "close");
  response.once("finish", () => {
    const timer = setTimeout(() => request.socket.destroy(), lingerMs);
    request.socket.once("close", () => clearTimeout(timer));
  });
}
