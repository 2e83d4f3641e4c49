import { ApiProblem } from "@sello/api/client";

/** How often a code may still be tried, as a problem says it; null: it does not. */
export function triesLeft(fault: unknown): number | null {
  if (!(fault instanceof ApiProblem) || !fault.is("sign_in.code")) return null;
  const { triesLeft: left } = fault.problem;
  return typeof left === "number" ? left : null;
}
