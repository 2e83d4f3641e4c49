import type { AuthorityId, DocumentId } from "@sello/sdk";
import type { DeploymentId } from "../ledger/deployment/Deployment.ts";
import type { Revert } from "../ledger/Settled.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import { NotFound } from "../platform/errors.ts";
import type { IssuingObstacle, Registry } from "../registry/Registry.ts";
import type { AppendedBy, CopyPlace } from "./CopyPlace.ts";
import type { CopyProofs } from "./CopyProofs.ts";
import type { PgCopyStore } from "./PgCopyStore.ts";

/** The proofs of what is in one log, by the cosignatures they carry. */
export type LogProofs = {
  readonly classical: CopyProofs;
  /** Null where too few witnesses have a post-quantum key. */
  readonly postQuantum: CopyProofs | null;
};

export type DocumentProofsOptions = {
  readonly copies: PgCopyStore;
  readonly registry: Registry;
  readonly clock: Clock;
  /** Of every log that the network has had. */
  readonly logs: ReadonlyMap<DeploymentId, LogProofs>;
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

/** Proofs of documents, each from the log that has its batch; and where those are that are in none yet. */
export class DocumentProofs {
  readonly #options: DocumentProofsOptions;

  constructor(options: DocumentProofsOptions) {
    this.#options = options;
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

  /** With the transaction that put it there, once it is anchored. Unknown: `NotFound` `document.unknown`. */
  async pendingState(
    document: DocumentId,
    copyNumber = 0,
  ): Promise<AnchoringState & Partial<AppendedBy>> {
    const copy = known(await this.#options.copies.byDocument(document, copyNumber));
    const state = await this.#stateOf(copy);
    if (state.state !== "anchored" || copy.batch === null) return state;
    const { deployment } = copy.batch;
    return { ...state, ...(await this.#options.copies.appendedBy(deployment, state.logIndex)) };
  }

  async #prove(place: CopyPlace | null, cosignatures: CosignatureKind): Promise<string> {
    const copy = known(place);
    const proof = await this.#proofsFor(copy, cosignatures)?.of(copy);
    if (proof != null) return proof;
    const state = await this.#stateOf(copy);
    const awaits = state.state === "anchored" ? "checkpoint" : "log";
    throw new NotFound("proof.pending", "There is no proof of this document yet.", {
      ...state,
      awaits,
    });
  }

  /** Undefined for a copy that is in no log that this process knows yet. */
  #proofsFor({ batch }: CopyPlace, cosignatures: CosignatureKind): CopyProofs | undefined {
    const proofs = batch === null ? undefined : this.#options.logs.get(batch.deployment);
    const chosen = cosignatures === "ed25519" ? proofs?.classical : proofs?.postQuantum;
    if (chosen === null || (batch === null && this.#hasNoPostQuantum(cosignatures)))
      throw new NotFound(
        "proof.no_post_quantum",
        "Too few witnesses of this log have a post-quantum key.",
      );
    return chosen;
  }

  #hasNoPostQuantum(cosignatures: CosignatureKind): boolean {
    const newest = [...this.#options.logs.values()].at(-1);
    return cosignatures === "post-quantum" && newest?.postQuantum === null;
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
}

function known(place: CopyPlace | null): CopyPlace {
  if (place !== null) return place;
  throw new NotFound("document.unknown", "There is no such document.");
}
