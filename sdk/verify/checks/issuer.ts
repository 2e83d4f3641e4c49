import { findCurrentKey, findInactive, findUnaccredited } from "../../trust/lookups.ts";
import { toCheck } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

// Who issued the document, and whether that authority could. Time T is the anchoring time, as
// the log proves it: a stolen key cannot choose it.

export function checkIssuerKnown({ trustList, issuer }: VerifyContext): Check {
  if (trustList === null) return toCheck("unknown", "issuer-known.no-trust-list");
  if (issuer === null) return toCheck("failed", "issuer-known.unknown-authority");
  return toCheck("passed", "issuer-known.ok", { values: { authority: issuer.name } });
}

/** The signature by any key that ever was the authority's; whether it was current comes later. */
export function checkSignature({ issuer, signed }: VerifyContext): Check {
  if (issuer === null) return toCheck("unknown", "signature.no-issuer");
  if (signed === null) {
    return toCheck("failed", "signature.unknown-key", { values: { authority: issuer.name } });
  }
  return signed ? toCheck("passed", "signature.ok") : toCheck("failed", "signature.wrong");
}

export function checkKeyCurrent({ issuer, anchoredAt, presentation }: VerifyContext): Check {
  if (issuer === null) return toCheck("unknown", "key-current.no-issuer");
  if (anchoredAt === null) return toCheck("unknown", "key-current.no-anchoring");
  const { kid } = presentation.payload;
  const key = findCurrentKey(issuer, kid, anchoredAt);
  return key === null
    ? toCheck("failed", "key-current.not-current", { data: { kid } })
    : toCheck("passed", "key-current.ok");
}

export function checkAuthorityActive({ trustList, issuer, anchoredAt }: VerifyContext): Check {
  if (trustList === null || issuer === null)
    return toCheck("unknown", "authority-active.no-issuer");
  if (anchoredAt === null) return toCheck("unknown", "authority-active.no-anchoring");
  const inactive = findInactive(trustList, issuer, anchoredAt);
  if (inactive === null) return toCheck("passed", "authority-active.ok");
  return toCheck("failed", "authority-active.not-active", {
    values: { authority: inactive.name },
    data: { authority: inactive.id, at: anchoredAt },
  });
}

export function checkAccredited(context: VerifyContext): Check {
  const { trustList, issuer, documentTypeId, anchoredAt, presentation } = context;
  if (trustList === null || issuer === null) return toCheck("unknown", "accredited.no-issuer");
  if (anchoredAt === null) return toCheck("unknown", "accredited.no-anchoring");
  const lacking = findUnaccredited(trustList, issuer, documentTypeId, anchoredAt);
  if (lacking === null) return toCheck("passed", "accredited.ok");
  return toCheck("failed", "accredited.not-accredited", {
    values: { authority: lacking.name },
    data: { authority: lacking.id, vct: presentation.payload.vct, at: anchoredAt },
  });
}
