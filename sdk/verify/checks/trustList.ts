import { toCheck, toDate } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/** Whether the trust list is genuine and of use now; an old one leaves us not knowing. */
export function checkTrustList({ trustList, now, clockSkew }: VerifyContext): Check {
  if (trustList === null) return toCheck("unknown", "trust-list.missing");
  const { issuedAt, validUntil, version } = trustList.head;
  const known = { knownAt: issuedAt, data: { version, validUntil } };
  if (trustList.signedBy === null) return toCheck("unknown", "trust-list.not-verified", known);
  if (issuedAt > now + clockSkew) return toCheck("unknown", "trust-list.not-yet", known);
  if (now >= validUntil) {
    const values = { time: toDate(validUntil) };
    return toCheck("unknown", "trust-list.expired", { ...known, values });
  }
  return toCheck("passed", "trust-list.ok", { ...known, values: { time: toDate(issuedAt) } });
}
