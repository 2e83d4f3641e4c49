import type { Policy } from "./Policy.ts";
import { toText } from "./texts/toText.ts";
import { toDate } from "./toCheck.ts";
import type {
  Check,
  CheckId,
  KnowledgeTimes,
  Verdict,
  VerdictOutcome,
  VerifiedDocument,
} from "./Verdict.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/** `context` is null for what could not be read. */
export function toVerdict(
  checks: readonly Check[],
  policy: Policy,
  now: number,
  context: VerifyContext | null,
): Verdict {
  const unknown = checks.filter((check) => check.outcome === "unknown").map(({ id }) => id);
  const allowedUnknown = unknown.filter((id) => policy.mayBeUnknown?.includes(id));
  const outcome = toOutcome(checks, unknown.length > allowedUnknown.length);
  const document = context === null ? null : toDocument(context, checks);
  return {
    outcome,
    text: toSentence(outcome, allowedUnknown, checks),
    checks,
    allowedUnknown,
    ...(document === null ? {} : { document }),
    asOf: toTimes(now, checks, context),
  };
}

function toOutcome(checks: readonly Check[], someUnknown: boolean): VerdictOutcome {
  if (checks.some((check) => check.outcome === "failed")) return "invalid";
  return someUnknown ? "unknown" : "valid";
}

function toSentence(
  outcome: VerdictOutcome,
  allowedUnknown: readonly CheckId[],
  checks: readonly Check[],
) {
  if (outcome !== "valid") return toText(`verdict.${outcome}`);
  if (allowedUnknown.length > 0)
    return toText("verdict.valid-with-unknown", { count: allowedUnknown.length });
  const old = checks.find(({ code }) => code === "status.not-refreshed");
  return old?.knownAt === undefined
    ? toText("verdict.valid")
    : toText("verdict.valid-as-of", { time: toDate(old.knownAt) });
}

// Claims are shown only when the issuer's signature covers them.
function toDocument(
  { presentation, issuer, documentType, documentTypeId }: VerifyContext,
  checks: readonly Check[],
): VerifiedDocument | null {
  if (issuer === null || !hasPassed(checks, "signature")) return null;
  const { payload, disclosed, subjectClaims } = presentation;
  const { id, iss, slug, name, kind } = issuer;
  return {
    issuer: { id, iss, slug, name, kind },
    type: { id: documentTypeId, vct: payload.vct, name: documentType?.name ?? null },
    claims: subjectClaims,
    withheld: disclosed.withheld,
    issuedAt: payload.iat,
    notBefore: payload.nbf,
    expiresAt: payload.exp,
    status: payload.status,
  };
}

function toTimes(
  now: number,
  checks: readonly Check[],
  context: VerifyContext | null,
): KnowledgeTimes {
  const times: { -readonly [Name in keyof KnowledgeTimes]: number } = { verifiedAt: now };
  const trustListIssuedAt = context?.trustList?.content.issuedAt;
  const statusIssuedAt = checks.find(({ id }) => id === "status")?.knownAt;
  const anchoredAt = context?.anchoredAt ?? undefined;
  const witnessedAt = context?.checkpoint?.witnessedAt ?? undefined;
  if (trustListIssuedAt !== undefined) times.trustListIssuedAt = trustListIssuedAt;
  if (statusIssuedAt !== undefined) times.statusIssuedAt = statusIssuedAt;
  if (anchoredAt !== undefined) times.anchoredAt = anchoredAt;
  if (witnessedAt !== undefined) times.witnessedAt = witnessedAt;
  return times;
}

function hasPassed(checks: readonly Check[], id: CheckId): boolean {
  return checks.some((check) => check.id === id && check.outcome === "passed");
}
