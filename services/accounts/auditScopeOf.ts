import type { AuthoritySlug } from "@sello/sdk";
import type { AuditScope } from "../audit/PgAuditLines.ts";
import type { Caller } from "../http/Caller.ts";
import type { Registry } from "../registry/Registry.ts";
import { subordinateAuthority } from "./actsFor.ts";

/**
 * Whose lines of the audit a caller sees: their authority's, or those of the named one, which must be it or below it. Who
 * acts for the city sees what belongs to no authority, too. Errors as `subordinateAuthority`.
 */
export async function auditScopeOf(
  registry: Registry,
  caller: Caller,
  named?: AuthoritySlug,
): Promise<AuditScope> {
  const authority =
    named === undefined
      ? await registry.byId(caller.authority)
      : await subordinateAuthority(registry, caller, named);
  const isCity = (await registry.lineage(authority.id)).length === 1;
  return { authorities: [authority.id], isWhole: isCity };
}
