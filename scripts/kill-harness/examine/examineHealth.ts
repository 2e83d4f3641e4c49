import { setTimeout as delay } from "node:timers/promises";
import type { Examination, Findings } from "./Examination.ts";

type Readiness = {
  readonly ready: boolean;
  readonly parts: Readonly<
    Record<string, { readonly state: string; readonly problem: string | null }>
  >;
};

/** In which an office that could not sign when its node was away is asked again. */
const patienceMs = 30_000;
const pollMs = 1_000;

/** Every part says of itself that it is well, soon. */
export async function examineHealth({ client }: Examination): Promise<Findings> {
  for (const deadline = performance.now() + patienceMs; ; await delay(pollMs)) {
    const violations = await findViolations(client);
    if (violations.length === 0 || performance.now() > deadline) return { figures: {}, violations };
  }
}

async function findViolations(client: Examination["client"]): Promise<readonly string[]> {
  const answer = await client.ask("/readyz", "");
  const { ready, parts } = JSON.parse(answer?.body ?? "{}") as Readiness;
  const violations = Object.entries(parts)
    .filter(([, { state }]) => state !== "green")
    .map(([name, { state, problem }]) => `readyz: ${name} is ${state}: ${problem}`);
  return ready ? violations : ["readyz is not ready", ...violations];
}
