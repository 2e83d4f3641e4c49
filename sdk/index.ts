// The public surface of the sdk. Everything here works in Node and in browsers, does no I/O and
// reads no clock: time, trust list and status lists come in as arguments.
export { sha256, sha256Base64url, sha256Into, verifyEd25519, verifyEs256 } from "#sdk/crypto";
export { fromBase64, fromBase64url, toBase64, toBase64url } from "./encoding/base64.ts";
export { fromHex, toHex } from "./encoding/hex.ts";
export {
  
  type DocumentTypeId,
  type Hex,
  toAuthorityId,
  toDocumentTypeId,
} from "./ids.ts";
export type { Language, LocalizedText } from "./LocalizedText.ts";
export { limits } from "./limits.ts";
export type { Checkpoint } from "./note/Checkpoint.ts";
export type { NoteSignature, SignedNote } from "./note/SignedNote.ts";
export {
  formatVerifierKey,
  parseVerifierKey,
  type SignatureType,
  signatureTypes,
  toVerifierKey,
  type VerifierKey,
} from "./note/VerifierKey.ts";
export type { BatchEvidence } from "./proof/BatchEvidence.ts";
export type { LogEntry } from "./proof/LogEntry.ts";
export type { TlogProof } from "./proof/TlogProof.ts";
export { type ErrorData, SelloError } from "./SelloError.ts";
export type { DisclosedClaims, Disclosure, JsonObject, Jws, SdJwt } from "./sdjwt/SdJwt.ts";
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

// --- signatures still to be implemented in their own files; replaced as those land ---------------
import type { Checkpoint } from "./note/Checkpoint.ts";
import type { NoteSignature, SignedNote } from "./note/SignedNote.ts";
import type { VerifierKey } from "./note/VerifierKey.ts";
import type { BatchEvidence } from "./proof/BatchEvidence.ts";
import type { LogEntry } from "./proof/LogEntry.ts";
import type { JsonObject } from "./sdjwt/SdJwt.ts";
import type { StatusList } from "./status/StatusList.ts";
import type { EcPublicJwk, TrustList, TrustListContent } from "./trust/TrustList.ts";
import type { AuthorityId } from "./ids.ts";
import type { Policy } from "./verify/Policy.ts";
import type { Presentation } from "./verify/Presentation.ts";
import type { Verdict } from "./verify/Verdict.ts";

/** Signs bytes: Ed25519 for notes (64 bytes), ES256 for documents (r || s, 64 bytes). */
export type SignBytes = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;
export interface NoteSigner {
  readonly key: VerifierKey;
  readonly sign: SignBytes;
}

// merkle/
export declare function hashLeaf(data: Uint8Array | string): Uint8Array;
export declare function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array;
export declare class MerkleTree {
  readonly count: number;
  /** All levels, leaves first, 32 bytes a node; see levelOffsets. */
  readonly levels: Uint8Array;
  readonly root: Uint8Array;
  static fromLeaves(leaves: readonly (Uint8Array | string)[]): MerkleTree;
  static fromLevels(levels: Uint8Array, count: number): MerkleTree;
  inclusionPath(index: number): Uint8Array[];
}
/** Byte offset of each level in `levels`, then the total length. */
export declare function levelOffsets(count: number): number[];
/** The slices of `levels` that are the inclusion path of a leaf, from the leaf's sibling up. */
export declare function pathSlices(
  count: number,
  index: number,
): { readonly offset: number; readonly length: 32 }[];
export declare function verifyInclusion(inclusion: {
  leafHash: Uint8Array;
  index: number;
  size: number;
  path: readonly Uint8Array[];
  root: Uint8Array;
}): boolean;
export declare function verifyConsistency(consistency: {
  size1: number;
  size2: number;
  root1: Uint8Array;
  root2: Uint8Array;
  path: readonly Uint8Array[];
}): boolean;
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}
export interface HashedNode extends TreeNode {
  readonly hash: Uint8Array;
}
/** The O(log n) state of an append-only tree. */
export declare class Frontier {
  constructor(size?: number, nodes?: readonly Uint8Array[]);
  readonly size: number;
  /** Roots of the complete subtrees, largest first. */
  readonly nodes: readonly Uint8Array[];
  /** Appends and returns every complete node that came to be, the leaf first. */
  append(leafHash: Uint8Array): HashedNode[];
  root(): Uint8Array;
}
/** Stored nodes (complete subtrees) that an inclusion proof needs. */
export declare function inclusionNodes(index: number, size: number): TreeNode[];
export declare function consistencyNodes(size1: number, size2: number): TreeNode[];
export type ReadNode = (node: TreeNode) => Uint8Array;
export declare function inclusionProof(index: number, size: number, read: ReadNode): Uint8Array[];
export declare function consistencyProof(
  size1: number,
  size2: number,
  read: ReadNode,
): Uint8Array[];

// note/
export declare function parseNote(text: string): SignedNote;
export declare function formatNote(note: SignedNote): string;
export declare function signNote(text: string, signers: readonly NoteSigner[]): Promise<SignedNote>;
export declare function parseCheckpoint(text: string): Checkpoint;
export declare function formatCheckpoint(checkpoint: Checkpoint): string;
export declare function cosignCheckpoint(
  checkpointText: string,
  signer: NoteSigner,
  timestamp: number,
): Promise<NoteSignature>;

// proof/
export declare function encodeLogEntry(entry: LogEntry): Uint8Array;
export declare function encodeBatchEvidence(evidence: BatchEvidence): Uint8Array;
export declare function formatTlogProof(proof: {
  extra: Uint8Array | null;
  index: number;
  path: readonly Uint8Array[];
  checkpointText: string;
}): string;

// sdjwt/
export declare function toJwkThumbprint(jwk: EcPublicJwk): string;
/** Makes a document: signs and hides what is disclosable. */
export declare function buildDocument(request: {
  readonly header: JsonObject;
  /** Claims and all; `disclosable` names are hidden. */
  readonly payload: JsonObject;
  /** Top-level names, or paths into objects and arrays. */
  readonly disclosable: readonly (string | readonly (string | number)[])[];
  /** 16 fresh random bytes at every call. */
  readonly salt: () => Uint8Array;
  readonly decoys?: number;
  readonly sign: SignBytes;
}): Promise<{ readonly document: string; readonly issuerJwt: string }>;

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
