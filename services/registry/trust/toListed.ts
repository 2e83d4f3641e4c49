import { type Fault, isOfWhole, lineage } from "@sello/sdk/trust";
import { faultsAlong, noLine } from "../faultsAlong.ts";
import type { Authority, RegistrySnapshot } from "../Registry.ts";

export type Listed = {
  /** Those that verifiers can represent, with all above them. */
  readonly authorities: readonly Authority[];
  /** What is left out of the list, and why; of `authority.above` just the one above, or the one without a line to the city. */
  readonly leftOut: readonly Fault[];
};

/** What of the registry a trust list can hold. */
export function toListed(snapshot: RegistrySnapshot): Listed {
  const authorities: Authority[] = [];
  const leftOut: Fault[] = [];
  for (const authority of snapshot.authorities.values()) {
    const line = lineage(snapshot, authority);
    leftOut.push(...authority.faults);
    if (line.length === 0) leftOut.push({ ...noLine(authority), authority: authority.id });
    else if (!faultsAlong(authority, line).some(isOfWhole)) authorities.push(authority);
  }
  return { authorities, leftOut };
}
