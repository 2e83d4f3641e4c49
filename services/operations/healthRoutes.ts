import { z } from "zod";
import type { Services } from "../compose/Services.ts";
import { json } from "../http/routes/Reply.ts";
import { type AnyRoute, route } from "../http/routes/Route.ts";
import { readinessParts } from "./Readiness.ts";

const tag = "operations";

const alive = z.object({ alive: z.literal(true) }).meta({ id: "Alive" });

const part = z
  .object({
    state: z.enum(["green", "amber", "red"]),
    problem: z.string().nullable(),
    measured: z.record(z.string(), z.number().nullable()),
  })
  .meta({ id: "ReadinessPart" });

const readiness = z
  .object({ ready: z.boolean(), parts: z.record(z.enum(readinessParts), part) })
  .meta({ id: "Readiness" });

const content = { "application/json": readiness };

export const healthRoutes = ({ readiness: checks }: Services): AnyRoute[] => [
  route({
    method: "get",
    path: "/healthz",
    operation: "isAlive",
    tag,
    summary: "Whether the process answers at all",
    access: "unlimited",
    replies: { 200: { description: "It does.", content: { "application/json": alive } } },
    handle: async () => json(alive, { alive: true }),
  }),
  route({
    method: "get",
    path: "/readyz",
    operation: "isReady",
    tag,
    summary: "Whether it can serve, part by part",
    access: "unlimited",
    replies: {
      200: { description: "No part is red.", content },
      503: { description: "A part is red.", content },
    },
    handle: async () => {
      const report = await checks.check();
      return json(readiness, structuredClone(report) as never, {
        status: report.ready ? 200 : 503,
      });
    },
  }),
];
