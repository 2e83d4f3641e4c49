// The document log and the lists of status changes: for those who keep, witness or monitor them.
export { AuditError, type AuditErrorCode } from "./audit/AuditError.ts";
export { AuditExportReader, type AuditExportSummary } from "./audit/AuditExportReader.ts";
export {
  type AuditLine,
  hashAuditLine,
  nextAuditHash,
  nextEarlyAuditHash,
} from "./audit/auditChain.ts";
export { contractLimits } from "./contractLimits.ts";
export { sha256Into, verifyEd25519, verifyMlDsa44 } from "./crypto/exported.ts";
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
export {
  type BatchEvidence,
  decodeBatchEvidence,
  encodeBatchEvidence,
} from "./proof/BatchEvidence.ts";
export { decodeLogEntry, encodeLogEntry, type LogEntry, toEntryCount } from "./proof/LogEntry.ts";
export { predecessorType, type SealedLog, toPredecessorEntry } from "./proof/predecessorEntry.ts";
export { formatTlogProof, parseTlogProof, type TlogProof } from "./proof/TlogProof.ts";
export {
  applyStatusChange,
  decodeStatusChanges,
  emptyStatusHead,
  encodeStatusChanges,
  nextStatusHead,
  type StatusChange,
  type StatusChanged,
} from "./status/statusChanges.ts";
