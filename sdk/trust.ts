// Who may issue what, and since when: for those who publish or examine trust lists, or read the
// registry contract themselves.
export { formatAllEntries } from "./trust/allEntries.ts";
export { EntryIndex, type EntryText } from "./trust/EntryIndex.ts";
export {
  formatAuthority,
  formatDocumentType,
  parseAuthority,
  parseDocumentType,
} from "./trust/entryTexts.ts";
export {
  type Fault,
  type FaultCode,
  findFaults,
  isOfWhole,
  isSlug,
  isSoundTerm,
  prefixOf,
} from "./trust/faults.ts";
export { findStated, type Stated } from "./trust/findStated.ts";
export { formatTlogPolicy } from "./trust/formatTlogPolicy.ts";
export {
  lastDeployment,
  openDeployment,
  presentLogKeys,
  presentQuorum,
  presentSigners,
  presentWitnesses,
  presentWitnessKeys,
} from "./trust/headKeys.ts";
export {
  type AuthorityTree,
  findCurrentKey,
  findInactive,
  findUnaccredited,
  holdsAccreditation,
  isAccreditedAt,
  isActiveAt,
  isActiveItself,
  isKeyCurrentAt,
  isTrustedAt,
  isWithin,
  keysOf,
  lineage,
  rolesAt,
} from "./trust/lookups.ts";
export {
  formatTrustHead,
  formatTrustList,
  parseTrustHead,
  parseTrustListContent,
} from "./trust/parseTrustList.ts";
export {
  type AuthorityRecord,
  applyRegistryEvent,
  authorityKinds,
  type KeyTerm,
  type OfficerTerm,
  type RegisteredKey,
  type RegistryEvent,
} from "./trust/registryEvents.ts";
export { applyValidatorEvent, listedValidators } from "./trust/validatorTerms.ts";
export { requireSuccession } from "./trust/verifyTrustList.ts";
