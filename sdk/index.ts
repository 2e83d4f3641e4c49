// The public surface of the sdk. Everything here works in Node and in browsers, does no I/O and
// reads no clock: time, trust list and status lists come in as arguments.
export {
  sha256,
  sha256Base64url,
  sha256Into,
  verifyEd25519,
  verifyEs256,
  verifyMlDsa44,
} from "#sdk/crypto";
export type { EcPublicJwk } from "./crypto/EcPublicJwk.ts";
export { fromBase64, fromBase64url, toBase64, toBase64url } from "./encoding/base64.ts";
export { fromHex, toHex } from "./encoding/hex.ts";
export type { JsonObject } from "./encoding/json.ts";
export {
  type AuthorityId,
  type DocumentTypeId,
  type Hex,
  toAuthorityId,
  toDocumentTypeId,
} from "./ids.ts";
export type { Language, LocalizedText } from "./LocalizedText.ts";
export { limits } from "./limits.ts";
export { type ConsistencyClaim, verifyConsistency } from "./merkle/consistency.ts";
export { Frontier, type HashedNode } from "./merkle/Frontier.ts";
export { hashLeaf, hashNode } from "./merkle/hash.ts";
export { type InclusionClaim, rootFromPath, verifyInclusion } from "./merkle/inclusion.ts";
export { levelOffsets, pathSlices, type Slice } from "./merkle/layout.ts";
export { MerkleTree } from "./merkle/MerkleTree.ts";
export {
  consistencyNodes,
  consistencyProof,
  inclusionNodes,
  inclusionProof,
  type ReadNode,
  rootNodes,
  type TreeNode,
} from "./merkle/ranges.ts";
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from "./note/Checkpoint.ts";
export {
  cosignCheckpoint,
  isPostQuantumSignature,
  toCosignatureMessage,
} from "./note/cosignature.ts";
export { toCosignedMessage } from "./note/cosignedMessage.ts";
export { formatNote, formatNoteSignature, parseNote } from "./note/parseNote.ts";
export type { NoteSignature, SignedNote } from "./note/SignedNote.ts";
export { type NoteSigner, type SignBytes, signNote } from "./note/signNote.ts";
export {
  formatVerifierKey,
  isPostQuantum,
  parseVerifierKey,
  type SignatureType,
  signatureTypes,
  toVerifierKey,
  type VerifierKey,
} from "./note/VerifierKey.ts";
export {
  type NoteAttestation,
  type NoteVerification,
  verifyNote,
  verifyNoteSignature,
} from "./note/verifyNote.ts";
export { type CosignatureWindow, countWitnesses, type WitnessCount } from "./note/witnessQuorum.ts";
export { type DocumentPayload, toSubjectClaims } from "./presentation/DocumentPayload.ts";
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
export {
  type BatchEvidence,
  decodeBatchEvidence,
  encodeBatchEvidence,
} from "./proof/BatchEvidence.ts";
export { decodeLogEntry, encodeLogEntry, type LogEntry } from "./proof/LogEntry.ts";
export { formatTlogProof, parseTlogProof, type TlogProof } from "./proof/TlogProof.ts";
export { type ErrorData, SelloError } from "./SelloError.ts";
export {
  applyDisclosures,
  type ClaimPath,
  type DisclosedClaims,
} from "./sdjwt/applyDisclosures.ts";
export { type BuiltDocument, buildDocument, type DocumentRequest } from "./sdjwt/buildDocument.ts";
export { fromJsonSerialization } from "./sdjwt/fromJsonSerialization.ts";
export { type Jws, parseJws, requireHeader, signJws, verifyJws } from "./sdjwt/Jws.ts";
export { toJwkThumbprint } from "./sdjwt/jwkThumbprint.ts";
export {
  type KeyBinding,
  type KeyBindingRequest,
  parseKeyBinding,
  signKeyBinding,
  verifyKeyBinding,
} from "./sdjwt/keyBinding.ts";
export { type Disclosure, parseSdJwt, type SdJwt } from "./sdjwt/SdJwt.ts";
export {
  encodeStatusListToken,
  packStatuses,
  type StatusListTokenRequest,
} from "./status/encodeStatusList.ts";
export {
  documentStatuses,
  parseStatusListToken,
  readStatus,
  type StatusBits,
  type StatusList,
} from "./status/StatusList.ts";
export {
  applyStatusChange,
  decodeStatusChanges,
  emptyStatusHead,
  encodeStatusChanges,
  nextStatusHead,
  type StatusChange,
  type StatusChanged,
} from "./status/statusChanges.ts";
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
export { formatTrustList, parseTrustList } from "./trust/parseTrustList.ts";
export type * from "./trust/TrustList.ts";
export { acceptSuccessor, type PinnedSigners, verifyTrustList } from "./trust/verifyTrustList.ts";
export { type CheckCode, checkCodes } from "./verify/checkCodes.ts";
export { decidingCheck } from "./verify/decidingCheck.ts";
export type { KeyBindingPolicy, Policy } from "./verify/Policy.ts";
export { policyDefaults } from "./verify/policyDefaults.ts";
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
