import { findDeployment } from "../../trust/logTerms.ts";
import type { CheckpointAttestation } from "../attestCheckpoint.ts";
import { toCheck, toDate } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import { isProven, type VerifyContext } from "../VerifyContext.ts";

export function checkInLog(context: VerifyContext): Check {
  const { inLog, presentation, now, clockSkew } = context;
  const { proof } = presentation;
  if (inLog === null || proof === null) return toCheck("unknown", "in-log.no-proof");
  if (!inLog) return toCheck("failed", "in-log.wrong");
  const { anchoredAt } = proof.batch;
  const data = { anchoredAt, index: proof.place.index };
  const values = { time: toDate(anchoredAt), now: toDate(now) };
  if (!isInTerm(anchoredAt, context))
    return toCheck("failed", "in-log.outside-term", { values, data });
  if (anchoredAt <= now + clockSkew) return toCheck("passed", "in-log.ok", { values, data });
  return isSignedTime(anchoredAt, context)
    ? toCheck("unknown", "in-log.clock-behind", { values, data })
    : toCheck("failed", "in-log.in-the-future", { values, data });
}

/** Whether the log's deployment was open then: the second in which it was sealed counts. */
function isInTerm(anchoredAt: number, { trustList, presentation }: VerifyContext): boolean {
  const origin = presentation.proof?.place.checkpoint.checkpoint.origin;
  if (trustList === null || origin === undefined) return true;
  const term = findDeployment(trustList.head, origin)?.deployment;
  if (term === undefined) return true;
  return term.from <= anchoredAt && anchoredAt <= (term.until ?? anchoredAt);
}

/** Whether others agree that it is this late. A log without witnesses is trusted for its times as for all else. */
function isSignedTime(time: number, { signedAt, checkpoint, clockSkew }: VerifyContext): boolean {
  if (checkpoint?.result === "ok" && checkpoint.quorum === 0) return true;
  return signedAt !== null && time <= signedAt + clockSkew;
}

/** What a newer list, or a newer proof, could still answer. */
const unknownResults: ReadonlySet<CheckpointAttestation["result"]> = new Set([
  "unknown-log",
  "unknown-log-key",
  "key-ended",
  "unknown-witnesses",
  "ended-witnesses",
  "unknown-quorum",
]);

export function checkCheckpoint({
  checkpoint,
  presentation,
  trustList,
  policy,
  now,
  isListOlder,
}: VerifyContext): Check {
  if (presentation.proof === null) return toCheck("unknown", "checkpoint.no-proof");
  if (checkpoint === null || trustList === null) {
    return toCheck("unknown", "checkpoint.no-trust-list");
  }
  const { quorum } = checkpoint;
  const counts = { count: checkpoint.witnesses, quorum };
  if (checkpoint.result === "clock-behind") {
    const { signedAt } = checkpoint;
    const values = { time: toDate(signedAt ?? now), now: toDate(now) };
    return toCheck("unknown", "checkpoint.clock-behind", { values, data: { ...counts, signedAt } });
  }
  const details = {
    values: counts,
    data: counts,
    ...(checkpoint.witnessedAt === null ? {} : { knownAt: checkpoint.witnessedAt }),
  };
  // The quorum may have changed since: a network may go back to no witnesses, whose times would say so.
  if (isListOlder && checkpoint.result === "too-few-witnesses")
    return toCheck("unknown", "checkpoint.unknown-quorum", details);
  if (checkpoint.result !== "ok") {
    const outcome = unknownResults.has(checkpoint.result) ? "unknown" : "failed";
    return toCheck(outcome, `checkpoint.${checkpoint.result}`, details);
  }
  if (!isProven(checkpoint, presentation.proof.place.checkpoint.checkpoint, policy))
    return toCheck("unknown", "checkpoint.not-proven", details);
  return quorum === 0
    ? toCheck("passed", "checkpoint.ok-without-witnesses", details)
    : toCheck("passed", "checkpoint.ok", details);
}
