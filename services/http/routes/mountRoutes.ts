import { isAction, type Operation } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import type { Request, RequestHandler, Response, Router } from "express";
import { type Asker, toActor } from "../Caller.ts";
import { toCountedAddress } from "../countedAddress.ts";
import { HttpProblem } from "../errors.ts";
import { preferredLanguage } from "../preferredLanguage.ts";
import { toExpressPath } from "../toExpressPath.ts";
import type { SessionAuthenticator } from "./Authenticator.ts";
import { type Authentication, authenticate } from "./authenticate.ts";
import type { EventStreams } from "./EventStreams.ts";
import type { Route, RouteAudit, RouteInput } from "./Route.ts";
import { clientLeft, readBody } from "./readBody.ts";
import { checkPart, checkQuery } from "./readInput.ts";
import { sendReply } from "./sendReply.ts";

export type RouteParts = Authentication & {
  readonly sessions: SessionAuthenticator;
  readonly audit: {
    record(
      event: RouteAudit & { readonly actor: string; readonly authority: AuthorityId | null },
    ): Promise<unknown>;
  };
  readonly eventStreams: EventStreams;
  /** Compares each JSON answer with its schema; for tests, because it costs time. */
  readonly checkReplies: boolean;
};

/** Mounts every route, with `OPTIONS` and 405 for each path. */
export function mountRoutes(router: Router, routes: readonly Route[], parts: RouteParts): void {
  for (const [path, ofPath] of Map.groupBy(routes, ({ operation }) => operation.path)) {
    const mounted = router.route(toExpressPath(path));
    for (const route of ofPath) mounted[route.operation.method](toHandler(route, parts));
    const allowed = allowedMethods(ofPath);
    mounted.options(answerPreflight(path, allowed));
    mounted.all((_request, response) => {
      response.locals.route = path;
      throw new HttpProblem(405, "route.method", `Allowed here: ${allowed}.`, { allow: allowed });
    });
  }
}

function allowedMethods(routes: readonly Route[]): string {
  const methods = routes.map(({ operation }) => operation.method.toUpperCase());
  return [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
}

// Pages of any origin may ask, a verifier in somebody else's page among them: never with cookies, for that takes
// `access-control-allow-credentials`, and never with the headers that a session needs.
const anyOrigin = { "access-control-allow-origin": "*" };
const allowedHeaders =
  "Authorization, Content-Type, Idempotency-Key, If-None-Match, Sello-Request-Secret";
const exposed = "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id";

const answerPreflight =
  (path: string, allowed: string): RequestHandler =>
  (_, response) => {
    response.locals.route = path;
    response
      .status(204)
      .set({
        allow: allowed,
        ...anyOrigin,
        "access-control-allow-methods": allowed,
        "access-control-allow-headers": allowedHeaders,
        "access-control-max-age": "86400",
      })
      .end();
  };

function toHandler(route: Route, parts: RouteParts): RequestHandler {
  return async (request, response) => {
    response.locals.route = route.operation.path;
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-expose-headers", exposed);
    const input = await readRequest(route.operation, request, response, parts);
    const event = route.audit?.(input) ?? null;
    if (event && input.caller) await parts.audit.record({ ...event, ...toBy(input.caller) });
    const reply = await route.handle(input).catch((error: unknown) => {
      throw isBroken(request, error) ? clientLeft() : error;
    });
    await sendReply(reply, route.operation, request, response, {
      ...parts,
      goesOn: toGoesOn(route.operation, input.caller, parts),
    });
  };
}

const toBy = (caller: Asker) => ({
  actor: toActor(caller),
  authority: "authority" in caller ? caller.authority : null,
});

/** Whether who asked for an event stream may go on reading it; null: that does not change while it is open. */
function toGoesOn(
  { access }: Operation,
  caller: Asker | null,
  { sessions }: Pick<RouteParts, "sessions">,
): (() => Promise<boolean>) | null {
  if (!isAction(access) || caller?.kind !== "officer") return null;
  return () => sessions.goesOn(caller, access);
}

/** Whether the error is that the client left while its body was read: no fault of ours, nor to be logged as one. */
const isBroken = (request: Request, error: unknown): boolean =>
  error === request.errored ||
  (request.destroyed &&
    error instanceof Error &&
    "code" in error &&
    error.code === "ERR_STREAM_PREMATURE_CLOSE");

async function readRequest(
  operation: Operation,
  request: Request,
  response: Response,
  parts: RouteParts,
): Promise<RouteInput<Operation>> {
  const caller = await authenticate(request, response, operation, parts);
  const params = operation.params ? checkPart("path", operation.params, request.params) : {};
  const query = checkQuery(operation.query, request);
  const headers = operation.headers ? checkPart("header", operation.headers, request.headers) : {};
  const body = operation.body
    ? await readBody(request, operation.body)
    : { value: null, digest: noDigest };
  return {
    params,
    query,
    headers,
    body: body.value as RouteInput<Operation>["body"],
    bodyDigest: body.digest,
    caller: caller as never,
    client: {
      address: toCountedAddress(request.ip),
      userAgent: request.headers["user-agent"] ?? "",
      origin: request.headers.origin,
    },
    // Made for the few that ask: aborting one costs more than the rest of a short request.
    get signal() {
      return untilLeft(response);
    },
    accept: (...mediaTypes) => request.accepts(...mediaTypes),
    acceptEncoding: (...encodings) => request.acceptsEncodings(...encodings),
    acceptLanguage: () => preferredLanguage(request),
    ifNoneMatch: request.headers["if-none-match"],
  };
}

const noDigest = Buffer.alloc(0);

function untilLeft(response: Response): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  response.once("close", () => controller.abort());
  return controller.signal;
}
