import { type Fault, isOfWhole } from "@sello/sdk/trust";
import type { Authority } from "./Registry.ts";

/** What of the first keeps it, or a part of it, out of the trust list: its own faults, and that one above is left out. */
export function faultsAlong([authority, ...above]: readonly Authority[]): readonly Fault[] {
  if (authority === undefined) return [];
  const leftOut = above.find(({ faults }) => faults.some(isOfWhole));
  if (leftOut === undefined) return authority.faults;
  return [
    ...authority.faults,
    { code: "authority.above", authority: leftOut.id, what: leftOut.iss },
  ];
}
