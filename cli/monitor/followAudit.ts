import type { Findings } from "./Findings.ts";
import type { AuditState } from "./MonitorState.ts";
import type { PublicApi } from "./PublicApi.ts";

const path = "/v1/audit/chain";

/**
 * The hash over the audit's lines: what was seen at a position stays there. Nothing is known of the lines
 * themselves.
 * @returns the place to be held against what comes: the newest, or the one that is not as it was
 */
export async function followAudit(
  api: PublicApi,
  before: AuditState | null,
  findings: Findings,
): Promise<AuditState | null> {
  if (before === null) return findings.attempt(path, () => api.auditPlace());
  const again = await findings.attempt(path, () => api.auditPlace(before.position));
  if (again?.hash !== before.hash) {
    const { position, hash } = before;
    findings.add("audit.rewritten", { position }, { expected: hash, found: again?.hash ?? null });
    return before;
  }
  return (await findings.attempt(path, () => api.auditPlace())) ?? before;
}
