import type { Claims, DocumentType } from "../registry/types/DocumentType.ts";

/** The claims that a department gave, out of those that were signed: without derived ones, such as ages. */
export function givenClaims(type: DocumentType, signed: Claims): Claims {
  const names = (type.inputSchema.properties ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(signed).filter(([name]) => name in names));
}
