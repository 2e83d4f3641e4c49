// Verify and present. Everything here works in Node and in browsers, does no I/O and reads no
// clock: time, trust list and status lists come in as arguments.
export type { EcPublicJwk } from "./crypto/EcPublicJwk.ts";
export { sha256 } from "./crypto/exported.ts";
export { fromBase64, fromBase64url, toBase64, toBase64url } from "./encoding/base64.ts";
export { fromHex, toHex } from "./encoding/hex.ts";
export type { JsonObject } from "./encoding/json.ts";
export { type PlainNames, putBackNames, takeOutEscapedNames } from "./encoding/plainNames.ts";
export {
  type AuthorityId,
  type AuthoritySlug,
  authorityIdFrom,
  type DocumentId,
  type DocumentTypeId,
  documentTypeIdFrom,
  type Hex,
  toAuthorityId,
  toDocumentTypeId,
} from "./ids.ts";
export { type Language, type LocalizedText, languages } from "./LocalizedText.ts";
export { limits } from "./limits.ts";
export type { BroughtTrust } from "./presentation/BroughtTrust.ts";
export type { Mandate } from "./presentation/Mandate.ts";
export type {
  MalformedPresentation,
  Presentation,
  PresentedProof,
  WellFormedPresentation,
} from "./presentation/Presentation.ts";
export {
  isPackedSelloFile,
  packedSelloFileType,
  packSelloFile,
  toPresentedText,
  unpackSelloFile,
} from "./presentation/packedSelloFile.ts";
export { type PresentationOptions, parsePresentation } from "./presentation/parsePresentation.ts";
export { type ChosenClaims, type PresentOptions, present } from "./presentation/present.ts";
export {
  formatSelloFile,
  parseSelloFile,
  type SelloFile,
  selloFileType,
} from "./presentation/SelloFile.ts";
export { withBroughtTrust } from "./presentation/withBroughtTrust.ts";
export { withTrust } from "./presentation/withTrust.ts";
export { type ErrorData, SelloError } from "./SelloError.ts";
export {
  applyDisclosures,
  type ClaimPath,
  type DisclosedClaims,
} from "./sdjwt/applyDisclosures.ts";
export { fromJsonSerialization } from "./sdjwt/fromJsonSerialization.ts";
export { type Jws, parseJws, requireHeader, verifyJws } from "./sdjwt/Jws.ts";
export {
  type KeyBinding,
  type KeyBindingRequest,
  parseKeyBinding,
  signKeyBinding,
  verifyKeyBinding,
} from "./sdjwt/keyBinding.ts";
export { type Disclosure, parseSdJwt, type SdJwt } from "./sdjwt/SdJwt.ts";
export {
  documentStatuses,
  type HeldStatusList,
  parseStatusListToken,
  readStatus,
  type StatusBits,
  type StatusList,
} from "./status/StatusList.ts";
export { type CityTimeOptions, toCityDate, toCityTime } from "./text/cityTime.ts";
export {
  type AllowedCharacters,
  findUnsafeCharacter,
  toVisibleText,
  type UnsafeCharacter,
} from "./text/unsafeCharacters.ts";
export { withAllEntries } from "./trust/allEntries.ts";
export { schemaAnnotations, timeZoneOf } from "./trust/annotations.ts";
export { parseFoundEntries } from "./trust/foundEntries.ts";
export { parseTrustList } from "./trust/parseTrustList.ts";
export { acceptNewest, type ReadTrustVersion } from "./trust/succession.ts";
export type * from "./trust/TrustList.ts";
export type {
  ListedAuthority,
  NamedKey,
  NamedWitness,
  TrustListContent,
} from "./trust/TrustListContent.ts";
export { formatTrustFile, splitTrustFile, type TrustFile } from "./trust/trustFile.ts";
export {
  acceptSuccessor,
  ownSigners,
  type PinnedSigners,
  verifyTrustList,
} from "./trust/verifyTrustList.ts";
export { type EntryProofs, withEntries, withEntryProofs } from "./trust/withEntries.ts";
export {
  type Cause,
  type CauseCode,
  type CauseKind,
  causeKinds,
  type Move,
  moves,
} from "./verify/causes/Cause.ts";
export { type CheckCode, checkCodes } from "./verify/checkCodes.ts";
export { decidingCheck } from "./verify/decidingCheck.ts";
export { describeClaims, type ShownClaim, type ShownPicture } from "./verify/describeClaims.ts";
export { describeMandate, relationWords } from "./verify/describeMandate.ts";
export { findUnbounded, type Unbounded } from "./verify/findUnbounded.ts";
export { loadVerifier } from "./verify/loadVerifier.ts";
export type { KeyBindingPolicy, Policy } from "./verify/Policy.ts";
export { policyDefaults } from "./verify/policyDefaults.ts";
export { proveCheckpoint, type ReadConsistency } from "./verify/proveCheckpoint.ts";
export {
  findStandingRevocation,
  formatSeenRevocation,
  parseSeenRevocation,
  type SeenRevocation,
  toSeenRevocation,
} from "./verify/SeenRevocation.ts";
export {
  type Check,
  type CheckId,
  type CheckOutcome,
  checkIds,
  type KnowledgeTimes,
  type Verdict,
  type VerdictOutcome,
  type VerifiedDocument,
} from "./verify/Verdict.ts";
export { verify } from "./verify/verify.ts";
export { type FileMatch, verifyFile } from "./verify/verifyFile.ts";
