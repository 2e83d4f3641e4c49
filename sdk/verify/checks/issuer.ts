import { toAuthorityId } from "../../ids.ts";
import { findInactive, findUnaccredited, isWithin, keysOf, lineage } from "../../trust/lookups.ts";
import type { Authority, TrustList } from "../../trust/TrustList.ts";
import type { CheckCode } from "../checkCodes.ts";
import { type CheckDetails, toCheck, toDate } from "../toCheck.ts";
import type { Check } from "../Verdict.ts";
import type { VerifyContext } from "../VerifyContext.ts";

// Who issued the document, and whether that authority could. Time T is the anchoring time, as
// the log proves it: a stolen key cannot choose it.

export function checkIssuerKnown(context: VerifyContext): Check {
  const { trustList, issuer } = context;
  if (trustList === null) return toCheck("unknown", "issuer-known.no-trust-list");
  if (issuer === null) return toUnknownIssuer(trustList, context);
  return toCheck("passed", "issuer-known.ok", { values: { authority: issuer.name } });
}

/** An authority that the list does not have, or not at hand. */
function toUnknownIssuer(
  trustList: TrustList,
  { presentation, isListOlder }: VerifyContext,
): Check {
  const { iss } = presentation.payload;
  if (!trustList.isComplete && !trustList.absent.has(toAuthorityId(iss)))
    return toCheck("unknown", "issuer-known.not-at-hand", { data: { iss } });
  return isListOlder
    ? toCheck("unknown", "issuer-known.newer-than-list", { data: { iss } })
    : toCheck("failed", "issuer-known.unknown-authority");
}

/** The signature by any key that ever was the authority's; whether it was current comes later. */
export function checkSignature({ issuer, signed, isListOlder }: VerifyContext): Check {
  if (issuer === null) return toCheck("unknown", "signature.no-issuer");
  if (signed === null) {
    const details = { values: { authority: issuer.name } };
    return isListOlder
      ? toCheck("unknown", "signature.newer-than-list", details)
      : toCheck("failed", "signature.unknown-key", details);
  }
  return signed ? toCheck("passed", "signature.ok") : toCheck("failed", "signature.wrong");
}

export function checkKeyCurrent(context: VerifyContext): Check {
  const { issuer, anchoredAt, presentation } = context;
  if (issuer === null) return toCheck("unknown", "key-current.no-issuer");
  if (anchoredAt === null) return toCheck("unknown", "key-current.no-anchoring");
  const { kid } = presentation.payload;
  const current = keysOf(issuer, kid).find((key) => isWithin(key, anchoredAt));
  if (current === undefined)
    return lacks("key-current", "key-current.not-current", context, { data: { kid } });
  const { distrustedFrom } = current;
  if (distrustedFrom === null || anchoredAt < distrustedFrom)
    return toCheck("passed", "key-current.ok");
  return toCheck("failed", "key-current.distrusted", {
    values: { time: toDate(distrustedFrom) },
    data: { kid, distrustedFrom },
  });
}

/**
 * What the list says against the document. The contract judged by what held then, and let the batch into the log: where
 * the list is older, it may know no better.
 */
function lacks(
  id: "key-current" | "authority-active" | "accredited",
  failed: CheckCode,
  { isListOlder }: VerifyContext,
  details: CheckDetails,
): Check {
  return isListOlder
    ? toCheck("unknown", `${id}.newer-than-list`, details)
    : toCheck("failed", failed, details);
}

/** Whether the authority's line up to the city is at hand. */
const hasLine = (trustList: TrustList, issuer: Authority): boolean =>
  lineage(trustList, issuer).length > 0;

export function checkAuthorityActive(context: VerifyContext): Check {
  const { trustList, issuer, anchoredAt } = context;
  if (trustList === null || issuer === null)
    return toCheck("unknown", "authority-active.no-issuer");
  if (anchoredAt === null) return toCheck("unknown", "authority-active.no-anchoring");
  if (!hasLine(trustList, issuer)) return toCheck("unknown", "authority-active.not-at-hand");
  const inactive = findInactive(trustList, issuer, anchoredAt);
  if (inactive === null) return toCheck("passed", "authority-active.ok");
  return lacks("authority-active", "authority-active.not-active", context, {
    values: { authority: inactive.name },
    data: { authority: inactive.id, at: anchoredAt },
  });
}

export function checkAccredited(context: VerifyContext): Check {
  const { trustList, issuer, documentTypeId, anchoredAt, presentation } = context;
  if (trustList === null || issuer === null) return toCheck("unknown", "accredited.no-issuer");
  if (anchoredAt === null) return toCheck("unknown", "accredited.no-anchoring");
  if (!hasLine(trustList, issuer)) return toCheck("unknown", "accredited.not-at-hand");
  const lacking = findUnaccredited(trustList, issuer, documentTypeId, anchoredAt);
  if (lacking === null) return toCheck("passed", "accredited.ok");
  return lacks("accredited", "accredited.not-accredited", context, {
    values: { authority: lacking.name },
    data: { authority: lacking.id, vct: presentation.payload.vct, at: anchoredAt },
  });
}
