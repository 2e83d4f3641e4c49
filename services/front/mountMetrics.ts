import type { Express } from "express";
import { HttpProblem } from "../http/errors.ts";
import { isOfThisMachine, metricsPath } from "../http/serveMetrics.ts";
import type { FrontMetrics } from "./FrontMetrics.ts";
import type { InsideClient } from "./InsideClient.ts";

/** Figures of this process and of the one with the keys, which says whether the caller may see them. */
export function mountMetrics(app: Express, inside: InsideClient, metrics: FrontMetrics): void {
  app.get(metricsPath, async (request, response) => {
    response.locals.route = metricsPath;
    const answer = await inside.call("metrics", {
      local: isOfThisMachine(request),
      authorization: request.headers.authorization ?? null,
      own: await metrics.toJson(),
    });
    if (answer === null) throw new HttpProblem(404, "route.unknown", "There is nothing here.");
    const { contentType, text } = answer;
    response.set({ "content-type": contentType, "cache-control": "no-store" }).send(text);
  });
}
