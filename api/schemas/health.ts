import { z } from "zod";

/** The parts that readiness is checked for. */
export const readinessParts = [
  "database",
  "chain",
  "indexer",
  "transactions",
  "consistency",
  "documents",
  "log",
  "trustList",
  "audit",
] as const;
export type ReadinessPart = (typeof readinessParts)[number];

export const alive = z.object({ alive: z.literal(true) }).meta({ id: "Alive" });

const part = z
  .object({
    state: z.enum(["green", "amber", "red"]),
    problem: z.string().nullable(),
    measured: z.record(z.string(), z.number().nullable()),
  })
  .meta({ id: "ReadinessPart" });

export const readiness = z
  .object({ ready: z.boolean(), parts: z.record(z.enum(readinessParts), part) })
  .meta({ id: "Readiness" });
