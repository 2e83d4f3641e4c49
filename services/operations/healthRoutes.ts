import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import type { Readiness } from "./Readiness.ts";

export type HealthRouteParts = {
  readonly readiness: Pick<Readiness, "check">;
};

export const aliveRoute = route("isAlive", { handle: async () => json({ alive: true }) });

export const healthRoutes = ({ readiness }: HealthRouteParts): Route[] => [
  aliveRoute,
  route("isReady", {
    handle: async () => {
      const report = await readiness.check();
      return json(report, { status: report.ready ? 200 : 503 });
    },
  }),
];
