// The public surface of the sdk. Everything here works in Node and in browsers, does no I/O and
// reads no clock: time, trust list and status lists come in as arguments.
export { sha256, sha256Base64url, sha256Into, verifyEd25519, verifyEs256 } from "#sdk/crypto";
export { fromBase64, fromBase64url, toBase64, toBase64url } from "./encoding/base64.ts";
export { fromHex, toHex } from "./encoding/hex.ts";
export type { JsonObject } from "./encoding/json.ts";
export {
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
export { cosignCheckpoint, toCosignatureMessage } from "./note/cosignature.ts";
export { formatNote, formatNoteSignature, parseNote } from "./note/parseNote.ts";
export type { NoteSignature, SignedNote } from "./note/SignedNote.ts";
export { type NoteSigner, type SignBytes, signNote } from "./note/signNote.ts";
export {
  formatVerifierKey,
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
export { documentStatuses, type StatusList } from "./status/StatusList.ts";
export type * from "./trust/TrustList.ts";
export { type CheckCode, checkCodes } from "./verify/checkCodes.ts";
export type { KeyBindingPolicy, Policy } from "./verify/Policy.ts";
export type {
  MalformedPresentation,
  Presentation,
  WellFormedPresentation,
} from "./verify/Presentation.ts";
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

import type { AuthorityId } from "./ids.ts";
// --- signatures still to be implemented in their own files; replaced as those land ---------------
import type { SignBytes } from "./note/signNote.ts";
import type { StatusList } from "./status/StatusList.ts";
import type { TrustList, TrustListContent } from "./trust/TrustList.ts";
import type { Policy } from "./verify/Policy.ts";
import type { Presentation } from "./verify/Presentation.ts";
import type { Verdict } from "./verify/Verdict.ts";

// status/
export declare function encodeStatusListToken(request: {
  readonly uri: string;
  readonly kid: string;
  readonly issuedAt: number;
  readonly expiresAt?: number;
  readonly ttl?: number;
  readonly bits: 1 | 2 | 4 | 8;
  /** Packed, see packStatuses. */
  readonly entries: Uint8Array;
  readonly sign: SignBytes;
}): Promise<string>;
export declare function packStatuses(statuses: ArrayLike<number>, bits: 1 | 2 | 4 | 8): Uint8Array;
export declare function parseStatusListToken(token: string): Promise<StatusList>;
export declare function readStatus(list: StatusList, index: number): number | null;

// trust/
/** The note text to be signed. */
export declare function formatTrustList(content: TrustListContent): string;
export declare function parseTrustList(note: string): TrustList;
export interface PinnedSigners {
  /** vkeys. */
  readonly keys: readonly string[];
  readonly quorum: number;
}
/** The same list with `signedBy`; throws TrustListError `trust-list.signatures`. */
export declare function verifyTrustList(list: TrustList, pinned: PinnedSigners): Promise<TrustList>;
/** A newer list, signed by a quorum of what the current one names; throws TrustListError. */
export declare function acceptSuccessor(current: TrustList, note: string): Promise<TrustList>;
export declare function isActiveAt(list: TrustList, id: AuthorityId, at: number): boolean;

// verify/ and holder/
export declare function parsePresentation(
  input: string | Uint8Array,
  options?: { readonly proof?: string },
): Presentation;
export declare function verify(
  presentation: Presentation,
  trustList: TrustList | null,
  statusLists: readonly StatusList[],
  policy: Policy,
  now: number,
): Promise<Verdict>;
/** Keeps the chosen claims (top-level names or paths) of an SD-JWT and binds it to a key. */
export declare function present(
  document: string,
  claims: readonly (string | readonly (string | number)[])[],
  options?: {
    readonly keyBinding?: {
      readonly sign: SignBytes;
      readonly audience: string;
      readonly nonce: string;
      readonly iat: number;
    };
  },
): Promise<string>;
export declare function formatSelloFile(file: {
  readonly document: string;
  readonly proof: string;
  readonly status?: string;
}): string;
