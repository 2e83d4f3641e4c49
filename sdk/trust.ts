// Who may issue what, and since when: for those who publish or examine trust lists.
export {
  findCurrentKey,
  findInactive,
  findUnaccredited,
  isAccreditedAt,
  isActiveAt,
  isWithin,
  keysOf,
  lineage,
} from "./trust/lookups.ts";
export { formatTrustList } from "./trust/parseTrustList.ts";
