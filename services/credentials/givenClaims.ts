import type { Claims, DocumentType, DocumentTypes } from "../registry/DocumentTypes.ts";

/**
 * The claims that a department gave, out of those that were signed: without what completing them brings
 * back by itself, such as `age_over_18`, which may have changed since.
 */
export function givenClaims(types: DocumentTypes, type: DocumentType, signed: Claims): Claims {
  const entries = Object.entries(signed);
  const given = entries.filter(([name]) => {
    const others = Object.fromEntries(entries.filter(([other]) => other !== name));
    return !(name in types.complete(type, others, 0));
  });
  return Object.fromEntries(given);
}
