import { json } from "../http/routes/Reply.ts";
import { type Route, route } from "../http/routes/Route.ts";
import type { Readiness } from "./Readiness.ts";

export type HealthRouteParts = {
  readonly readiness: Pick<Readiness, "check">;
};

export const healthRoutes = ({ readiness }: HealthRouteParts): Route[] => [
  route("isAlive", { handle: async () => json({ alive: true }) }),
  route("isReady", {
    handle: async () => {
      const report = await readiness.check();
      return json(report, { status: report.ready ? 200 : 503 });
    },
  }),
];
