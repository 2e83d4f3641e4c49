import type { AuthorityId, DocumentId } from "@sello/sdk";
import type { Revert } from "../ledger/Settled.ts";
import type { Clock } from "../platform/Clock.ts";
import { toSeconds } from "../platform/Clock.ts";
import { InvalidInput, NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { IssuingObstacle, Registry } from "../registry/Registry.ts";
import type { AnchoredEntry } from "./AnchoredEntry.ts";
import type { CopyPlace } from "./CopyPlace.ts";
import { CopyProofs } from "./CopyProofs.ts";
import { LogTree } from "./LogTree.ts";
import type { PgCheckpointStore } from "./PgCheckpointStore.ts";
import type { PgCopyStore } from "./PgCopyStore.ts";
import type { PgLogStore } from "./PgLogStore.ts";
import type { WitnessQuorum, WitnessQuorums } from "./WitnessQuorum.ts";

export type LogReaderOptions = {
  readonly log: PgLogStore;
  readonly checkpoints: PgCheckpointStore;
  readonly copies: PgCopyStore;
  readonly registry: Registry;
  readonly clock: Clock;
  /** Whose cosignatures the checkpoint of a proof must carry. */
  readonly quorums: WitnessQuorums;
};

/** Which cosignatures a proof carries. */
export type CosignatureKind = "ed25519" | "post-quantum";

/** Why a copy waits: its authority may not issue now, or the contract refused its batch. */
type HoldReason =
  | IssuingObstacle
  | { readonly code: "append.refused"; readonly error: Revert | null };

/** Where a copy is on its way to the log. */
export type AnchoringState =
  | { readonly state: "pending" }
  | { readonly state: "held"; readonly reason: HoldReason }
  | {
      readonly state: "anchored";
      readonly logIndex: number;
      /** Unix seconds. */
      readonly anchoredAt: number;
    };

/** The document log, as anybody may read it, and the proofs of what is in it. */
export class LogReader {
  readonly #options: LogReaderOptions;
  readonly #tree: LogTree;
  readonly #proofs: CopyProofs;
  #postQuantumProofs: CopyProofs | null = null;

  constructor(options: LogReaderOptions) {
    this.#options = options;
    this.#tree = new LogTree(options.log);
    this.#proofs = this.#toProofs(options.quorums.classical);
  }

  /** The newest checkpoint (C2SP signed note, with the cosignatures it has); null before the first. */
  checkpoint(): Promise<string | null> {
    return this.#options.checkpoints.newestNote();
  }

  /** The checkpoint of exactly this size; null if none was signed. */
  checkpointOf(size: number): Promise<string | null> {
    return this.#options.checkpoints.noteOf(size);
  }

  /** Entries in the log's order. @param limit at most `limits.logPageEntries`; more is cut to it */
  async entries(start: number, limit: number): Promise<readonly AnchoredEntry[]> {
    requireInteger(start, 0, "log.start");
    requireInteger(limit, 1, "log.limit");
    return this.#options.log.entries(start, Math.min(limit, limits.logPageEntries));
  }

  /**
   * RFC 9162 §2.1.3: that the entry `index` is in the log of `size` entries. From the entry's sibling up.
   * Out of range: `InvalidInput` `log.index`; a size that the log does not have yet: `NotFound` `log.size`.
   */
  async inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]> {
    requireInteger(index, 0, "log.index", size - 1);
    await this.#requireSize(size);
    return this.#tree.inclusionProof(index, size);
  }

  /** RFC 9162 §2.1.4: that the log of `size2` entries continues the one of `size1`. Errors as above. */
  async consistencyProof(size1: number, size2: number): Promise<readonly Uint8Array[]> {
    requireInteger(size1, 1, "log.size", size2);
    await this.#requireSize(size2);
    return this.#tree.consistencyProof(size1, size2);
  }

  /** C2SP tlog-proof of the copy `seq` of a stream. Errors as `proofForDocument`. */
  async proofOf(
    stream: number,
    seq: number,
    cosignatures: CosignatureKind = "ed25519",
  ): Promise<string> {
    return this.#prove(await this.#options.copies.byPlace(stream, seq), cosignatures);
  }

  /**
   * C2SP tlog-proof of a copy of a document, with its batch's path as `extra`, under the newest checkpoint
   * that has the quorum and covers it. Unknown: `NotFound` `document.unknown`; not in the log yet:
   * `NotFound` `proof.pending` with the state (and `awaits: "checkpoint"` if just that is missing).
   * @param cosignatures `post-quantum`: the proof carries those lines too, and they alone make the quorum. Where
   *   too few witnesses have such a key: `NotFound` `proof.no_post_quantum`.
   * @param owner whose document it must be; one of another authority looks like one that is not there
   */
  async proofForDocument(
    document: DocumentId,
    copyNumber = 0,
    cosignatures: CosignatureKind = "ed25519",
    owner?: AuthorityId,
  ): Promise<string> {
    const place = await this.#options.copies.byDocument(document, copyNumber);
    const isTheirs = owner === undefined || place?.authority === owner;
    return this.#prove(isTheirs ? place : null, cosignatures);
  }

  /** Unknown: `NotFound` `document.unknown`. */
  async pendingState(document: DocumentId, copyNumber = 0): Promise<AnchoringState> {
    return this.#stateOf(known(await this.#options.copies.byDocument(document, copyNumber)));
  }

  #toProofs(quorum: WitnessQuorum): CopyProofs {
    return new CopyProofs({ ...this.#options, tree: this.#tree, quorum });
  }

  /** Null while too few witnesses have a post-quantum key. */
  #postQuantum(): CopyProofs | null {
    const quorum = this.#options.quorums.postQuantum;
    if (quorum === null) return null;
    this.#postQuantumProofs ??= this.#toProofs(quorum);
    return this.#postQuantumProofs;
  }

  async #prove(place: CopyPlace | null, cosignatures: CosignatureKind): Promise<string> {
    const copy = known(place);
    const proofs = cosignatures === "ed25519" ? this.#proofs : this.#postQuantum();
    if (!proofs)
      throw new NotFound(
        "proof.no_post_quantum",
        "Too few witnesses of this log have a post-quantum key.",
      );
    const proof = await proofs.of(copy);
    if (proof !== null) return proof;
    const state = await this.#stateOf(copy);
    const awaits = state.state === "anchored" ? "checkpoint" : "log";
    throw new NotFound("proof.pending", "There is no proof of this document yet.", {
      ...state,
      awaits,
    });
  }

  async #stateOf({ batch, authority, documentType }: CopyPlace): Promise<AnchoringState> {
    if (batch?.logIndex != null && batch.anchoredAt !== null) {
      return { state: "anchored", logIndex: batch.logIndex, anchoredAt: batch.anchoredAt };
    }
    const { registry, clock } = this.#options;
    const now = toSeconds(clock.nowMs());
    const obstacle = await registry.issuingObstacle(authority, documentType, now);
    if (obstacle !== null) return { state: "held", reason: obstacle };
    if (batch?.state !== "refused") return { state: "pending" };
    return { state: "held", reason: { code: "append.refused", error: batch.error } };
  }

  async #requireSize(size: number): Promise<void> {
    if ((await this.#options.log.rootAt(size)) !== null) return;
    throw new NotFound("log.size", "The log is not of this size yet.", { size });
  }
}

function known(place: CopyPlace | null): CopyPlace {
  if (place !== null) return place;
  throw new NotFound("document.unknown", "There is no such document.");
}

function requireInteger(
  value: number,
  min: number,
  code: string,
  max: number = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return;
  throw new InvalidInput(code, `Must be a whole number from ${min} to ${max}.`);
}
