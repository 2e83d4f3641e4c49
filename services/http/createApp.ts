import express, { type ErrorRequestHandler, type Express } from "express";
import { apiRoutes } from "../compose/apiRoutes.ts";
import type { Services } from "../compose/Services.ts";
import { mountPages } from "../pages/mountPages.ts";
import type { WebAssets } from "../pages/WebAssets.ts";
import { identifyRequest } from "./middleware/identifyRequest.ts";
import { defaultRateLimits, limitRates, type RateLimits } from "./middleware/limitRates.ts";
import { logRequests, type RequestRecord } from "./middleware/logRequests.ts";
import { secureHeaders } from "./middleware/secureHeaders.ts";
import { buildOpenApi } from "./openapi/buildOpenApi.ts";
import { HttpProblem } from "./problems/HttpProblem.ts";
import { sendProblem } from "./problems/sendProblem.ts";
import { mountRoutes } from "./routes/mountRoutes.ts";
import { EventStreams } from "./routes/sendReply.ts";
import { type MetricsEndpoint, metricsPath, serveMetrics } from "./serveMetrics.ts";

export type AppOptions = {
  readonly rateLimits?: RateLimits;
  /** Express's `trust proxy`: which proxies may say whose request it is. Default: none. */
  readonly trustProxy?: string | number | false;
  /** Scripts and styles of the pages; without them the pages work, but plainly. */
  readonly assets?: WebAssets;
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
};

/** Builds the HTTP API and its pages over the services. Opens nothing: see `startHttpServer`. */
export function createApp(services: Services, options: AppOptions = {}): App {
  const { logger, publicUrl } = services;
  const app = express();
  app.disable("x-powered-by").disable("etag").enable("case sensitive routing");
  app.set("trust proxy", options.trustProxy ?? false);
  // Routes read the query themselves: see `readQuery`.
  app.set("query parser", false);
  app.use(identifyRequest, logRequests(logger, options.observe), secureHeaders());

  const routes = apiRoutes(services);
  const eventStreams = new EventStreams();
  const limiters = limitRates(options.rateLimits ?? defaultRateLimits);
  const { apiKeys, audit } = services;
  const checkReplies = options.checkReplies ?? false;
  mountRoutes(app, routes, { apiKeys, audit, limiters, eventStreams, checkReplies });
  if (options.metrics) app.get(metricsPath, serveMetrics(options.metrics));
  app.use((request, response, next) => {
    limiters.byAddress(request, response);
    next();
  });
  mountPages(app, services, buildOpenApi(routes, publicUrl), options.assets);
  app.use(() => {
    throw new HttpProblem(404, "route.unknown", "There is nothing here.");
  });
  const answerError: ErrorRequestHandler = (error, request, response, _next) =>
    sendProblem(error, request, response, { publicUrl, logger });
  app.use(answerError);
  return { express: app, endEventStreams: () => eventStreams.endAll() };
}
