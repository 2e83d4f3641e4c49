import { toCheck, toDate } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

export function checkInLog({ inLog, presentation }: VerifyContext): Check {
  const { proof } = presentation;
  if (inLog === null || proof === null) return toCheck("unknown", "in-log.no-proof");
  if (!inLog) return toCheck("failed", "in-log.wrong");
  const { anchoredAt } = proof.batch;
  const data = { anchoredAt, index: proof.place.index };
  return toCheck("passed", "in-log.ok", { values: { time: toDate(anchoredAt) }, data });
}

export function checkCheckpoint({ checkpoint, presentation, trustList }: VerifyContext): Check {
  if (presentation.proof === null) return toCheck("unknown", "checkpoint.no-proof");
  if (checkpoint === null || trustList === null) {
    return toCheck("unknown", "checkpoint.no-trust-list");
  }
  const { quorum } = checkpoint;
  const counts = { count: checkpoint.witnesses, quorum };
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
