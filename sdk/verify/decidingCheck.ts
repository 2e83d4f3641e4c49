import type { Check, Verdict } from "./Verdict.ts";

/**
 * The check that made a verdict what it is: the first that failed, or the first that stayed unknown without
 * leave. What a person should read first; null for a valid document.
 */
export function decidingCheck({
  outcome,
  checks,
  allowedUnknown,
}: Pick<Verdict, "outcome" | "checks" | "allowedUnknown">): Check | null {
  if (outcome === "valid") return null;
  const decides = ({ id, outcome: found }: Check) =>
    outcome === "invalid"
      ? found === "failed"
      : found === "unknown" && !allowedUnknown.includes(id);
  return checks.find(decides) ?? null;
}
