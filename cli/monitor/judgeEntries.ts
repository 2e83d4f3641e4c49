import type { TrustList } from "@sello/sdk";
import { findInactive, findUnaccredited } from "@sello/sdk/trust";
import type { Findings } from "./Findings.ts";
import type { ServedEntry } from "./PublicApi.ts";

/** Who knows the authorities: the trust list, or the registry contract's events. */
export type Source = "trust-list" | "chain";

type Judged = Pick<ServedEntry, "index" | "authority" | "documentType" | "anchoredAt">;

/**
 * Whether each entry's authority, with all above it, was active and accredited for its type when the
 * entry was appended.
 */
export function judgeEntries(
  entries: readonly Judged[],
  list: Pick<TrustList, "authorities">,
  source: Source,
  findings: Findings,
): void {
  for (const entry of entries) judge(entry, list, source, findings);
}

function judge(
  entry: Judged,
  list: Pick<TrustList, "authorities">,
  source: Source,
  findings: Findings,
): void {
  const { index, authority: id, documentType, anchoredAt } = entry;
  const where = { index, authority: id, documentType, anchoredAt, source };
  const authority = list.authorities.get(id);
  if (authority === undefined) {
    findings.add("entry.authority-unknown", where, { expected: "registered", found: null });
    return;
  }
  const inactive = findInactive(list, authority, anchoredAt);
  if (inactive)
    findings.add("entry.authority-inactive", where, {
      expected: "active",
      found: { iss: inactive.iss, states: inactive.states },
    });
  const lacking = findUnaccredited(list, authority, documentType, anchoredAt);
  if (lacking)
    findings.add("entry.unaccredited", where, {
      expected: "accredited",
      found: {
        iss: lacking.iss,
        accreditations: lacking.accreditations.filter(
          (grant) => grant.documentType === documentType,
        ),
      },
    });
}
