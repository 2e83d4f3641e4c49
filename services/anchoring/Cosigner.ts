import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { ConsistencyTo, CosignatureSource } from "./CosignatureSource.ts";
import type { PgCheckpointStore } from "./PgCheckpointStore.ts";
import type { SignedCheckpoint } from "./SignedCheckpoint.ts";
import { countCosigners, type WitnessQuorums } from "./WitnessQuorum.ts";

export type CosignerOptions = {
  readonly checkpoints: PgCheckpointStore;
  readonly source: CosignatureSource;
  /** Consistency proof between two sizes of the log, such as `LogReader.consistencyProof`. */
  readonly consistency: (size1: number, size2: number) => Promise<readonly Uint8Array[]>;
  /** Whose cosignatures a checkpoint needs before proofs are made with it. */
  readonly quorums: WitnessQuorums;
  /** Changes when other witnesses are in office; none when they never change. */
  readonly revision?: () => number;
  readonly logger: Logger;
};

// In case that nobody wakes us: another process may have signed.
const lookMs = 250;
const answerMsMax = 5_000;
/** Time that the other witnesses have once the quorum is reached. */
const stragglersMs = 300;
const retryMs = 500;

/**
 * Asks witnesses to cosign the newest checkpoint, and stores what they give as it comes. Cosignatures of
 * witnesses that are named no longer do not count, so after a change of witnesses the newest checkpoint is
 * cosigned again by those who are there.
 */
export class Cosigner {
  /** To be woken when there is a new checkpoint. */
  readonly loop: SteadyLoop;
  readonly #options: CosignerOptions;
  /** Size of the last checkpoint for which all witnesses were asked and the quorum was reached. */
  #finished = { size: 0, revision: 0 };

  constructor(options: CosignerOptions) {
    this.#options = options;
    this.loop = new SteadyLoop({
      name: "cosigner",
      step: (stopping) => this.round(stopping),
      logger: options.logger,
    });
  }

  /**
   * Asks once for the newest checkpoint.
   * @param stopping ends the asking
   * @returns milliseconds until the next look
   */
  async round(stopping?: AbortSignal): Promise<number> {
    const newest = await this.#options.checkpoints.newest();
    const revision = this.#options.revision?.() ?? 0;
    const { size, revision: seen } = this.#finished;
    if (newest === null || (newest.size <= size && revision === seen)) return lookMs;
    await this.#collect(newest, stopping);
    const { checkpoints, logger } = this.#options;
    const missing = await this.#missing(newest.size);
    if (missing) {
      logger.warn({ size: newest.size, ...missing }, "checkpoint lacks cosignatures");
      return retryMs;
    }
    await checkpoints.prunePostQuantum(limits.postQuantumCheckpointsKept);
    this.#finished = { size: newest.size, revision };
    return 0;
  }

  /** What the checkpoint has of a kind of which it needs more; null when it needs no more of any. */
  async #missing(size: number): Promise<Readonly<Record<string, unknown>> | null> {
    const { checkpoints, quorums } = this.#options;
    const signed = await checkpoints.cosigners(size);
    for (const kind of ["classical", "postQuantum"] as const) {
      const needed = quorums[kind];
      if (needed === null) continue;
      const cosignatures = countCosigners(signed, needed);
      if (cosignatures < needed.quorum) return { kind, cosignatures, quorum: needed.quorum };
    }
    return null;
  }

  // Slow witnesses hold nobody up: they have a moment after the quorum is there, then on to the next.
  async #collect(checkpoint: SignedCheckpoint, stopping?: AbortSignal): Promise<void> {
    const { checkpoints, source } = this.#options;
    const enough = new AbortController();
    const signal = AbortSignal.any([
      enough.signal,
      AbortSignal.timeout(answerMsMax),
      ...(stopping ? [stopping] : []),
    ]);
    const answers = source.cosign(checkpoint, this.#proofTo(checkpoint), signal);
    let timer: NodeJS.Timeout | undefined;
    for await (const cosignature of answers) {
      await checkpoints.addCosignature(checkpoint.size, cosignature);
      if (timer || (await this.#missing(checkpoint.size))) continue;
      timer = setTimeout(() => enough.abort(), stragglersMs);
    }
    clearTimeout(timer);
  }

  #proofTo({ size }: SignedCheckpoint): ConsistencyTo {
    return async (size1) => (size1 === 0 ? [] : this.#options.consistency(size1, size));
  }
}
