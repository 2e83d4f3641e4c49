import { documentStatuses, type HeldStatusList, readStatus } from "../../status/StatusList.ts";
import type { Authority } from "../../trust/TrustList.ts";
import { policyDefaults } from "../policyDefaults.ts";
import { findStandingRevocation, toSeenRevocation } from "../SeenRevocation.ts";
import { toCheck, toDate } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/** Token Status List §8.3, with the age of what is known. */
export function checkStatus(context: VerifyContext): Check {
  const { issuer, presentation, status } = context;
  if (issuer === null) return toCheck("unknown", "status.no-issuer");
  const revoked = findRevoked(context, issuer);
  if (revoked !== null) return revoked;
  // A token under a key of the issuer's that did not make it was put there to deceive.
  if (status.forged) return toCheck("failed", "status.forged");
  const list = choose(context);
  if (list !== null) return judge(list, issuer, context);
  const { uri } = presentation.payload.status;
  const code = status.passedOver ? "status.not-trusted" : "status.missing";
  return toCheck("unknown", code, { data: { uri } });
}

/** Revoking is final: an old list says it as well as a new one, and one that was seen once is never unseen. */
function findRevoked({ presentation, status, seen, now }: VerifyContext, issuer: Authority) {
  const place = presentation.payload.status;
  const { revokedBy } = status;
  const found =
    revokedBy === null
      ? findStandingRevocation(seen, place, issuer)
      : toSeenRevocation(revokedBy, place.index, now);
  if (found === null) return null;
  const { issuedAt, kid, tokenHash } = found;
  const known = details(issuedAt, issuer, place);
  const data = { ...known.data, issuedAt, kid, tokenHash };
  return toCheck("failed", "status.revoked", { ...known, data });
}

/**
 * What was fetched decides. What was brought along serves where nothing else is at hand, or where that is too old to
 * say "valid" any more.
 */
function choose(context: VerifyContext): HeldStatusList | null {
  const { held, brought } = context.status;
  if (held === null || brought === null) return held ?? brought;
  const { index } = context.presentation.payload.status;
  const isOldValid =
    readStatus(held, index) === documentStatuses.valid &&
    (isTooOld(held, context) || isPastTtl(held, context));
  return isOldValid && brought.issuedAt > held.issuedAt ? brought : held;
}

function judge(list: HeldStatusList, issuer: Authority, context: VerifyContext): Check {
  const place = context.presentation.payload.status;
  const status = readStatus(list, place.index);
  const known = details(list.issuedAt, issuer, place);
  if (status === null) return toCheck("failed", "status.out-of-range", known);
  if (isTooOld(list, context)) return toCheck("unknown", "status.too-old", known);
  if (status === documentStatuses.suspended) return toCheck("failed", "status.suspended", known);
  if (status !== documentStatuses.valid) return toCheck("failed", "status.undefined-value", known);
  return isPastTtl(list, context)
    ? toCheck("passed", "status.not-refreshed", known)
    : toCheck("passed", "status.ok", known);
}

const details = (
  issuedAt: number,
  issuer: Authority,
  { uri, index }: { readonly uri: string; readonly index: number },
) => ({
  values: { authority: issuer.name, time: toDate(issuedAt) },
  data: { authority: issuer.id, uri, index },
  knownAt: issuedAt,
});

function isTooOld(list: HeldStatusList, { now, clockSkew, policy }: VerifyContext): boolean {
  const { issuedAt, expiresAt, fetchedAt } = list;
  if (expiresAt !== null && now >= expiresAt + clockSkew) return true;
  const ageMax = policy.statusAgeSecondsMax ?? policyDefaults.statusAgeSecondsMax;
  if (ageMax > 0) return now - issuedAt > ageMax;
  return fetchedAt === undefined || now - fetchedAt > Math.max(clockSkew, list.ttl ?? 0);
}

/** Token Status List §8.3: past it, who could would ask again. Of a list just fetched, only our clock could say so. */
function isPastTtl(list: HeldStatusList, { now, clockSkew }: VerifyContext): boolean {
  const { issuedAt, ttl, fetchedAt } = list;
  return ttl !== null && now > issuedAt + ttl + (fetchedAt === undefined ? 0 : clockSkew);
}
