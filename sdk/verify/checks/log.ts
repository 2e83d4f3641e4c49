import { toCheck, toDate } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

export function checkInLog(context: VerifyContext): Check {
  const { inLog, presentation, now, clockSkew } = context;
  const { proof } = presentation;
  if (inLog === null || proof === null) return toCheck("unknown", "in-log.no-proof");
  if (!inLog) return toCheck("failed", "in-log.wrong");
  const { anchoredAt } = proof.batch;
  const data = { anchoredAt, index: proof.place.index };
  const values = { time: toDate(anchoredAt), now: toDate(now) };
  if (anchoredAt <= now + clockSkew) return toCheck("passed", "in-log.ok", { values, data });
  return isSignedTime(anchoredAt, context)
    ? toCheck("unknown", "in-log.clock-behind", { values, data })
    : toCheck("failed", "in-log.in-the-future", { values, data });
}

/** Whether others agree that it is this late. A log without witnesses is trusted for its times as for all else. */
function isSignedTime(time: number, { signedAt, checkpoint, clockSkew }: VerifyContext): boolean {
  if (checkpoint?.result === "ok" && checkpoint.quorum === 0) return true;
  return signedAt !== null && time <= signedAt + clockSkew;
}

export function checkCheckpoint({
  checkpoint,
  presentation,
  trustList,
  now,
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
  if (checkpoint.result !== "ok") {
    return toCheck("failed", `checkpoint.${checkpoint.result}`, details);
  }
  return quorum === 0
    ? toCheck("passed", "checkpoint.ok-without-witnesses", details)
    : toCheck("passed", "checkpoint.ok", details);
}
