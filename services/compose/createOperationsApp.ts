import express, { type ErrorRequestHandler } from "express";
import { identifyRequest } from "../http/middleware/identifyRequest.ts";
import { limitRates } from "../http/middleware/limitRates.ts";
import { logRequests, type RequestRecord } from "../http/middleware/logRequests.ts";
import { HttpProblem } from "../http/problems/HttpProblem.ts";
import { sendProblem } from "../http/problems/sendProblem.ts";
import { mountRoutes } from "../http/routes/mountRoutes.ts";
import { EventStreams } from "../http/routes/sendReply.ts";
import { type MetricsEndpoint, metricsPath, serveMetrics } from "../http/serveMetrics.ts";
import { healthRoutes } from "../operations/healthRoutes.ts";
import type { Services } from "./Services.ts";

export type OperationsOptions = {
  readonly metrics?: MetricsEndpoint;
  readonly observe?: (record: RequestRecord) => void;
};

const unlimited = { perAddressMinute: null, perKeyMinute: null, failuresPerAddressMinute: null };

/** What a process without the API answers: whether it lives, whether it is well, and its figures. */
export function createOperationsApp(services: Services, options: OperationsOptions = {}) {
  const { logger, publicUrl, apiKeys, audit } = services;
  const app = express().disable("x-powered-by").disable("etag").enable("case sensitive routing");
  app.use(identifyRequest, logRequests(logger, options.observe));
  const limiters = limitRates(unlimited);
  const eventStreams = new EventStreams();
  mountRoutes(app, healthRoutes(services), {
    apiKeys,
    audit,
    limiters,
    eventStreams,
    checkReplies: false,
  });
  if (options.metrics) app.get(metricsPath, serveMetrics(options.metrics));
  app.use(() => {
    throw new HttpProblem(404, "route.unknown", "There is nothing here.");
  });
  const answerError: ErrorRequestHandler = (error, request, response, _next) =>
    sendProblem(error, request, response, { publicUrl, logger });
  app.use(answerError);
  return app;
}
