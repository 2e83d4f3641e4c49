import type { JsonObject } from "../encoding/json.ts";
import { toCityDate } from "../text/cityTime.ts";
import { timeZoneOf } from "../trust/annotations.ts";
import { toCause } from "./causes/toCause.ts";
import { decidingCheck } from "./decidingCheck.ts";
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
  const decided = decidingCheck({ outcome, checks, allowedUnknown });
  return {
    outcome,
    text: toSentence(outcome, allowedUnknown, checks, context),
    ...(decided === null ? {} : { cause: toCause(decided, context?.issuer ?? null) }),
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
  context: VerifyContext | null,
) {
  if (outcome !== "valid") return toText(`verdict.${outcome}`);
  if (allowedUnknown.length > 0)
    return toText("verdict.valid-with-unknown", { count: allowedUnknown.length });
  const old = checks.find(({ code }) => code === "status.not-refreshed");
  if (old?.knownAt === undefined) return toText("verdict.valid");
  const timeZone = timeZoneOf(context?.documentType ?? null);
  return toText("verdict.valid-as-of", { time: toDate(old.knownAt) }, timeZone);
}

// Claims are shown only when the issuer's signature covers them.
function toDocument(
  { presentation, issuer, documentType, documentTypeId }: VerifyContext,
  checks: readonly Check[],
): VerifiedDocument | null {
  if (issuer === null || !hasPassed(checks, "signature")) return null;
  const { payload, disclosed, subjectClaims } = presentation;
  const { id, iss, slug, name, kind } = issuer;
  const timeZone = timeZoneOf(documentType);
  const statedOn = toStatedOn(subjectClaims, () => toCityDate(payload.iat, timeZone));
  return {
    issuer: { id, iss, slug, name, kind },
    type: { id: documentTypeId, vct: payload.vct, name: documentType?.name ?? null },
    claims: subjectClaims,
    withheld: disclosed.withheld,
    issuedAt: payload.iat,
    notBefore: payload.nbf,
    expiresAt: payload.exp,
    timeZone,
    ...(statedOn === null ? {} : { statedOn }),
    status: payload.status,
    ...(payload.mandate === null ? {} : { mandate: payload.mandate }),
  };
}

// Ages are counted when the document is signed (`iat`), whatever the type or its version. The names are those of
// ISO/IEC 18013-5 §7.2.5. That somebody is over an age stays true, and needs no date.
const ageOver = /^age_over_\d{1,3}$/;

function toStatedOn(claims: JsonObject, dateOf: () => string): Record<string, string> | null {
  const names = Object.keys(claims).filter((name) => claims[name] === false && ageOver.test(name));
  if (names.length === 0) return null;
  // A calendar is slow, and most documents do not say that somebody is under an age.
  const date = dateOf();
  return Object.fromEntries(names.map((name) => [name, date]));
}

function toTimes(
  now: number,
  checks: readonly Check[],
  context: VerifyContext | null,
): KnowledgeTimes {
  const times: { -readonly [Name in keyof KnowledgeTimes]: number } = { verifiedAt: now };
  const trustListIssuedAt = context?.trustList?.head.issuedAt;
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
