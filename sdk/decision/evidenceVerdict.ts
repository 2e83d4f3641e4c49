import type { CheckCode } from "../verify/checkCodes.ts";
import type { Verdict } from "../verify/Verdict.ts";
import type { EvidenceVerdict } from "./deriveFacts.ts";

const genuine: Partial<Record<CheckCode, EvidenceVerdict>> = {
  "status.revoked": "revoked",
  "status.suspended": "suspended",
  "validity-period.expired": "expired",
  "validity-period.not-yet": "not-yet",
};

/** The order in which they count where several are true. */
const order: readonly EvidenceVerdict[] = ["revoked", "suspended", "expired", "not-yet"];

/**
 * What a verdict of the sdk means for a piece of evidence: a document that is revoked, suspended or over is genuine still.
 * @param isSuperseded whether its keeper knows that a newer revision took its place, which revokes it
 */
export function toEvidenceVerdict(
  { outcome, checks }: Pick<Verdict, "outcome" | "checks">,
  isSuperseded = false,
): EvidenceVerdict {
  if (outcome !== "invalid") return outcome;
  const failed = checks.filter((check) => check.outcome === "failed");
  const found = failed.map(({ code }) => genuine[code]);
  if (found.includes(undefined)) return "invalid";
  // Whether it is genuine is not known as long as anything else is not.
  const open = checks.some((check) => check.outcome === "unknown" && check.id !== "status");
  if (open) return "unknown";
  const first = order.find((verdict) => found.includes(verdict)) ?? "invalid";
  return first === "revoked" && isSuperseded ? "superseded" : first;
}
