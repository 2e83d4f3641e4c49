import { jsonContent, operation } from "../Operation.ts";
import { alive, readiness } from "../schemas/health.ts";

const tag = "operations";

export const healthOperations = {
  isAlive: operation({
    method: "get",
    path: "/healthz",
    tag,
    summary: "Whether the process answers at all",
    access: "unlimited",
    answers: { 200: { description: "It does.", content: jsonContent(alive) } },
  }),
  isReady: operation({
    method: "get",
    path: "/readyz",
    tag,
    summary: "Whether it can serve, part by part",
    access: "unlimited",
    answers: {
      200: { description: "No part is red.", content: jsonContent(readiness) },
      503: { description: "A part is red.", content: jsonContent(readiness) },
    },
  }),
};
