import { limits } from "@sello/sdk";
import { type Fault, isOfWhole } from "@sello/sdk/trust";
import type { Authority } from "./Registry.ts";

/**
 * What of the authority keeps it, or a part of it, out of the trust list: its own faults, and that one above is left out,
 * or that its line does not lead to the city.
 * @param line the authority and all above it; empty where it does not lead to the city
 */
export function faultsAlong(authority: Authority, line: readonly Authority[]): readonly Fault[] {
  if (line.length === 0) return [...authority.faults, noLine(authority)];
  const leftOut = line.slice(1).find(({ faults }) => faults.some(isOfWhole));
  if (leftOut === undefined) return authority.faults;
  return [
    ...authority.faults,
    { code: "authority.above", authority: leftOut.id, what: leftOut.iss },
  ];
}

/** No contract of ours registers such an authority: it is below more levels than there may be, or below nothing. */
export const noLine = ({ id, parent }: Authority): Fault => ({
  code: "authority.above",
  authority: parent ?? id,
  what: String(limits.authorityDepthMax),
});
