import { findFastClock } from "../findFastClock.ts";
import { toCheck, toDate } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/**
 * RFC 7519 §4.1.4 to 4.1.6, with one tolerance for all three times. A clock that was turned back does not help a
 * document that has expired, where others have signed a later time than it shows.
 */
export function checkValidityPeriod(context: VerifyContext): Check {
  const { presentation, now, clockSkew, signedAt } = context;
  const { iat, nbf, exp } = presentation.payload;
  if (exp !== null && Math.max(now, signedAt ?? 0) >= exp + clockSkew) {
    const fetched = findFastClock(context);
    if (fetched !== null && Math.max(fetched, signedAt ?? 0) < exp + clockSkew)
      return toCheck("unknown", "validity-period.clock-ahead", {
        values: { time: toDate(fetched), now: toDate(now) },
        data: { exp, time: fetched },
      });
    return toCheck("failed", "validity-period.expired", {
      values: { end: toDate(exp) },
      data: { exp },
    });
  }
  // The issuer signed that it is at least that late.
  if (iat > now + clockSkew) return behind(iat, now);
  if (nbf === null || nbf <= now + clockSkew) return toCheck("passed", "validity-period.ok");
  if (signedAt !== null && nbf <= signedAt + clockSkew) return behind(signedAt, now);
  return toCheck("failed", "validity-period.not-yet", {
    values: { time: toDate(nbf) },
    data: { start: nbf },
  });
}

const behind = (time: number, now: number): Check =>
  toCheck("unknown", "validity-period.clock-behind", {
    values: { time: toDate(time), now: toDate(now) },
    data: { time },
  });
