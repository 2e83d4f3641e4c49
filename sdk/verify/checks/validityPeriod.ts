import { toCheck, toDate } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/** RFC 7519 §4.1.4 to 4.1.6: `exp` is the first second that is too late, `nbf` the first good one. */
export function checkValidityPeriod({ presentation, now, clockSkew }: VerifyContext): Check {
  const { iat, nbf, exp } = presentation.payload;
  if (exp !== null && now >= exp) {
    return toCheck("failed", "validity-period.expired", {
      values: { end: toDate(exp) },
      data: { exp },
    });
  }
  // A document from the future is one whose issuer's clock, or ours, is wrong beyond the skew.
  const start = nbf !== null && now < nbf ? nbf : iat > now + clockSkew ? iat : null;
  if (start === null) return toCheck("passed", "validity-period.ok");
  return toCheck("failed", "validity-period.not-yet", {
    values: { time: toDate(start) },
    data: { start },
  });
}
