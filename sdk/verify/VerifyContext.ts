import { toBase64 } from "../encoding/base64.ts";
import { equalBytes } from "../encoding/bytes.ts";
import { type AuthorityId, type DocumentTypeId, toAuthorityId, toDocumentTypeId } from "../ids.ts";
import { hashLeaf } from "../merkle/hash.ts";
import { rootFromPath, verifyInclusion } from "../merkle/inclusion.ts";
import type { Checkpoint } from "../note/Checkpoint.ts";
import type { LogPlace } from "../presentation/openLogPlace.ts";
import type { WellFormedPresentation } from "../presentation/Presentation.ts";
import { encodeLogEntry } from "../proof/LogEntry.ts";
import { verifyJws } from "../sdjwt/Jws.ts";
import type { HeldStatusList } from "../status/StatusList.ts";
import { keysOf } from "../trust/lookups.ts";
import type { Authority, DocumentType, TrustList } from "../trust/TrustList.ts";
import { attestCheckpoint, type CheckpointAttestation } from "./attestCheckpoint.ts";
import type { Policy } from "./Policy.ts";
import { policyDefaults } from "./policyDefaults.ts";
import type { SeenRevocation } from "./SeenRevocation.ts";
import { gatherStatusEvidence, noEvidence, type StatusEvidence } from "./StatusEvidence.ts";

/** What the checks look at: the presentation, and what the trust material says about it. */
export interface VerifyContext {
  readonly presentation: WellFormedPresentation;
  readonly trustList: TrustList | null;
  readonly status: StatusEvidence;
  /** Revocations that this verifier has seen. */
  readonly seen: readonly SeenRevocation[];
  readonly policy: Policy;
  /** Unix seconds. */
  readonly now: number;
  /** Seconds. */
  readonly clockSkew: number;
  readonly issuer: Authority | null;
  readonly documentTypeId: DocumentTypeId;
  readonly documentType: DocumentType | null;
  /** Whether a key that ever was the issuer's made the signature; null without such a key. */
  readonly signed: boolean | null;
  /** Whether the batch is in the tree of the checkpoint that came along; null without proof. */
  readonly inLog: boolean | null;
  /** null without proof or trust list. */
  readonly checkpoint: CheckpointAttestation | null;
  /** Unix seconds; null unless it is proven by a log that this verifier trusts. */
  readonly anchoredAt: number | null;
  /**
   * Whether the list is no newer than the document's place in the log, as the proof states it: what the list lacks or
   * says may have changed by then.
   */
  readonly isListOlder: boolean;
  /**
   * Unix seconds: a time that is certainly past, because those whom this verifier trusts have signed it. Where it is
   * ahead of `now`, it is our clock that is behind. null where nothing at hand says a time.
   */
  readonly signedAt: number | null;
}

/** What a verifier has beside what is shown to it. */
export interface Knowledge {
  readonly trustList: TrustList | null;
  readonly statusLists: readonly HeldStatusList[];
  readonly seen: readonly SeenRevocation[];
}

export async function toContext(
  presentation: WellFormedPresentation,
  { trustList, statusLists, seen }: Knowledge,
  policy: Policy,
  now: number,
): Promise<VerifyContext> {
  const { payload, proof, statusToken } = presentation;
  const authorityId = toAuthorityId(payload.iss);
  const documentTypeId = toDocumentTypeId(payload.vct);
  const clockSkew = policy.clockSkewSeconds ?? policyDefaults.clockSkewSeconds;
  const oldest = policy.cosignatureAgeSecondsMax;
  const window = {
    notAfter: now + clockSkew,
    ...(oldest === undefined ? {} : { notBefore: now - oldest }),
  };
  const issuer = trustList?.authorities.get(authorityId) ?? null;
  // Started before the paths are hashed: browsers verify signatures in threads of their own.
  const signing = isSigned(presentation, issuer);
  const inLog = isInLog(presentation, authorityId, documentTypeId);
  const attesting =
    proof === null || trustList === null
      ? null
      : attestCheckpoint(proof.place.checkpoint, trustList.head, window, policy.requirePostQuantum);
  const gathering =
    issuer === null
      ? noEvidence
      : gatherStatusEvidence(statusLists, statusToken, payload.status, issuer, { now, clockSkew });
  const [signed, checkpoint, status] = await Promise.all([signing, attesting, gathering]);
  const isAttested =
    (checkpoint?.result === "ok" || checkpoint?.result === "clock-behind") &&
    isProven(checkpoint, proof?.place.checkpoint.checkpoint, policy);
  const stated = inLog ? (proof?.batch.anchoredAt ?? null) : null;
  return {
    presentation,
    trustList,
    status,
    seen,
    policy,
    now,
    clockSkew,
    issuer,
    documentTypeId,
    documentType: trustList?.documentTypes.get(documentTypeId) ?? null,
    signed,
    inLog,
    checkpoint,
    anchoredAt: isAttested ? stated : null,
    isListOlder:
      trustList !== null && stated !== null && trustList.head.issuedAt <= stated + clockSkew,
    signedAt: latest(checkpoint?.signedAt ?? null, status.signedAt),
  };
}

/** Whether a checkpoint of what has ended is shown to be part of it, where the policy asks for that. */
export function isProven(
  { partOf }: CheckpointAttestation,
  checkpoint: Checkpoint | undefined,
  { provenCheckpoints }: Policy,
): boolean {
  if (partOf === null || provenCheckpoints === undefined) return true;
  return provenCheckpoints.some(
    ({ origin, size, root }) =>
      origin === checkpoint?.origin &&
      size === checkpoint.size &&
      root === toBase64(checkpoint.root),
  );
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

function isSigned(
  { payload, sdJwt }: WellFormedPresentation,
  issuer: Authority | null,
): Promise<boolean> | null {
  const [key] = issuer === null ? [] : keysOf(issuer, payload.kid);
  return key === undefined ? null : verifyJws(sdJwt.issuerJwt, key.jwk);
}

// Two Merkle paths: from the document to its batch, from the batch's entry to the log. Authority
// and type are not in the proof: they are computed from what the issuer signed, which binds the
// document to the entry that the contract let that authority make.
function isInLog(
  { sdJwt, proof }: WellFormedPresentation,
  authority: AuthorityId,
  documentType: DocumentTypeId,
): boolean | null {
  if (proof === null) return null;
  const { batch, place } = proof;
  const batchRoot = rootFromPath({
    leafHash: hashLeaf(sdJwt.issuerJwt.compact),
    index: batch.leafIndex,
    size: batch.count,
    path: batch.path,
  });
  if (batchRoot === null || batch.count === 0) return false;
  const entry = encodeLogEntry({
    authority,
    documentType,
    batchRoot,
    count: batch.count,
    anchoredAt: batch.anchoredAt,
  });
  return hasEntry(place, hashLeaf(entry));
}

// The entry that was found at a place, by its leaf hash. Documents of a batch share both, and
// whether a path leads from one to the other depends on nothing else. Only what held is kept.
const found = new WeakMap<LogPlace, Uint8Array>();

function hasEntry(place: LogPlace, leafHash: Uint8Array): boolean {
  const known = found.get(place);
  if (known !== undefined && equalBytes(known, leafHash)) return true;
  const { index, path, checkpoint } = place;
  const { size, root } = checkpoint.checkpoint;
  const holds = verifyInclusion({ leafHash, index, size, path, root });
  if (holds) found.set(place, leafHash);
  return holds;
}
