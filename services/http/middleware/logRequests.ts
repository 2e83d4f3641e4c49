import type { RequestHandler } from "express";
import type { Logger } from "../../platform/Logger.ts";
import { requestIdOf } from "./identifyRequest.ts";

/** What a finished request is, without what was in it. */
export type RequestRecord = {
  readonly method: string;
  /** The route's template, such as `/v1/documents/{id}`; `unmatched` for a path that is not ours. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
};

/** Writes one line for each answer: no query, no body, no path values, no address. */
export const logRequests =
  (logger: Logger, observe: (record: RequestRecord) => void = () => {}): RequestHandler =>
  (request, response, next) => {
    const startedMs = performance.now();
    response.once("close", () => {
      const record: RequestRecord = {
        method: request.method,
        route: typeof response.locals.route === "string" ? response.locals.route : "unmatched",
        status: response.statusCode,
        durationMs: Math.round((performance.now() - startedMs) * 10) / 10,
      };
      observe(record);
      logger.info(
        {
          requestId: requestIdOf(response),
          ...record,
          ...(response.writableFinished ? {} : { cut: true }),
          ...(response.locals.problem ? { problem: response.locals.problem } : {}),
          ...(response.locals.actor ? { actor: response.locals.actor } : {}),
        },
        "request",
      );
    });
    next();
  };
