import { Counter, type Registry } from "prom-client";

/** Outcomes of a verification. */
const outcomes = ["valid", "invalid", "unknown"] as const;
type Outcome = (typeof outcomes)[number];

/** @returns makes a verifier the same one, whose verdicts are counted */
export function countVerdicts(register: Registry) {
  const verdicts = new Counter({
    name: "sello_verdicts_total",
    help: "Verifications by this process.",
    labelNames: ["outcome"],
    registers: [register],
  });
  for (const outcome of outcomes) verdicts.inc({ outcome }, 0);
  return <A extends unknown[], R extends { readonly outcome: Outcome }>(
    verify: (...input: A) => Promise<R>,
  ): ((...input: A) => Promise<R>) =>
    async (...input) => {
      const result = await verify(...input);
      verdicts.inc({ outcome: result.outcome });
      return result;
    };
}
