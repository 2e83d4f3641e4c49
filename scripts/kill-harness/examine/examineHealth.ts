import type { Examination, Findings } from "./Examination.ts";

type Readiness = {
  readonly ready: boolean;
  readonly parts: Readonly<
    Record<string, { readonly state: string; readonly problem: string | null }>
  >;
};

/** Every part says of itself that it is well. */
export async function examineHealth({ client }: Examination): Promise<Findings> {
  const answer = await client.ask("/readyz", "");
  const { ready, parts } = JSON.parse(answer?.body ?? "{}") as Readiness;
  const violations = Object.entries(parts)
    .filter(([, { state }]) => state !== "green")
    .map(([name, { state, problem }]) => `readyz: ${name} is ${state}: ${problem}`);
  return { figures: {}, violations: ready ? violations : ["readyz is not ready", ...violations] };
}
