import express, { type ErrorRequestHandler, type Express } from "express";
import type { Logger } from "../platform/Logger.ts";
import type { ResidentSession } from "./Caller.ts";
import { HttpProblem } from "./errors.ts";
import { identifyRequest } from "./middleware/identifyRequest.ts";
import { limitRates, type RateLimits } from "./middleware/limitRates.ts";
import { logRequests, type RequestRecord } from "./middleware/logRequests.ts";
import { secureHeaders } from "./middleware/secureHeaders.ts";
import { type ProblemPage, sendProblem } from "./problems/sendProblem.ts";
import type { Authenticator, SessionAuthenticator } from "./routes/Authenticator.ts";
import { defaultStreamShares, EventStreams, type StreamShares } from "./routes/EventStreams.ts";
import { KeyChecks } from "./routes/KeyChecks.ts";
import { mountRoutes, type RouteParts } from "./routes/mountRoutes.ts";
import type { Route } from "./routes/Route.ts";
import { type MetricsEndpoint, metricsPath, serveMetrics } from "./serveMetrics.ts";

export type AppParts = {
  readonly routes: readonly Route[];
  readonly apiKeys: Authenticator;
  readonly sessions: SessionAuthenticator;
  readonly residents: Authenticator<ResidentSession>;
  readonly audit: RouteParts["audit"];
  readonly logger: Logger;
  /** First part of every problem's type; no slash at the end. */
  readonly publicUrl: string;
  /** Adds what is not answered here but handed on, before all else. */
  readonly mountForwarded?: (app: Express) => void;
  /** Adds the pages for people. */
  readonly mountPages?: (app: Express) => void;
  /** A problem as a page, for a person's browser. */
  readonly problemPage?: ProblemPage;
};

export type AppOptions = {
  readonly rateLimits: RateLimits;
  /** Default: all that one process allows a caller. */
  readonly streamShares?: StreamShares;
  /** Express's `trust proxy`: which proxies may say whose request it is. Default: none. */
  readonly trustProxy?: string | number | false;
  /** Compares each JSON answer with its schema, and fails where they differ. For tests. */
  readonly checkReplies?: boolean;
  /** Served at `/metrics`, to those who may see it; without it there is no such path. */
  readonly metrics?: MetricsEndpoint;
  /** Told of each answer, for metrics. */
  readonly observe?: (record: RequestRecord) => void;
};

export type App = {
  readonly express: Express;
  /** Ends event streams, which never end by themselves. For shutdown. */
  endEventStreams(): void;
  /** Whether this peer is a proxy, whose connections are many clients'. */
  isProxy(address: string): boolean;
};

/** Builds an Express app that answers these routes. Opens nothing: see `startHttpServer`. */
export function createApp(parts: AppParts, options: AppOptions): App {
  const { apiKeys, sessions, residents, audit, logger, publicUrl } = parts;
  const app = express();
  app.disable("x-powered-by").disable("etag").enable("case sensitive routing");
  app.set("trust proxy", options.trustProxy ?? false);
  // Routes read the query themselves: see `readQuery`.
  app.set("query parser", false);
  app.use(identifyRequest, logRequests(logger, options.observe), secureHeaders());
  const eventStreams = new EventStreams(options.streamShares ?? defaultStreamShares);
  const limiters = limitRates(options.rateLimits);
  const checkReplies = options.checkReplies ?? false;
  parts.mountForwarded?.(app);
  mountRoutes(app, parts.routes, {
    keyChecks: new KeyChecks({ keys: apiKeys, limiters }),
    sessionChecks: new KeyChecks({ keys: sessions, limiters }),
    residentChecks: new KeyChecks({ keys: residents, limiters }),
    ...{ sessions, audit, limiters, eventStreams, checkReplies, publicUrl },
  });
  if (options.metrics) app.get(metricsPath, serveMetrics(options.metrics));
  app.use((request, response, next) => {
    limiters.byAddress(request, response);
    next();
  });
  parts.mountPages?.(app);
  app.use(() => {
    throw new HttpProblem(404, "route.unknown", "There is nothing here.");
  });
  const answerError: ErrorRequestHandler = (error, request, response, _next) =>
    sendProblem(error, request, response, parts);
  app.use(answerError);
  const isTrusted = app.get("trust proxy fn") as (address: string, hop: number) => boolean;
  return {
    express: app,
    endEventStreams: () => eventStreams.endAll(),
    isProxy: (address) => isTrusted(address, 0),
  };
}
