import type { Logger } from "../../domain/Logger.ts";
import type { Loop } from "../../domain/Loop.ts";
import { SteadyLoop } from "../journal/SteadyLoop.ts";
import type { CheckpointStore, SignedCheckpoint } from "./CheckpointStore.ts";
import type { ConsistencyTo, CosignatureSource } from "./CosignatureSource.ts";

export type CosignerOptions = {
  readonly checkpoints: CheckpointStore;
  readonly source: CosignatureSource;
  /** Consistency proof between two sizes of the log, such as `DocumentLog.consistencyProof`. */
  readonly consistency: (size1: number, size2: number) => Promise<readonly Uint8Array[]>;
  /** Cosignatures that a checkpoint needs before proofs are made with it. */
  readonly quorum: number;
  readonly logger: Logger;
};

// In case that nobody wakes us: another process may have signed.
const lookMs = 250;
const answerMsMax = 5_000;
/** Time that the other witnesses have once the quorum is reached. */
const stragglersMs = 300;
const retryMs = 500;

/** Asks witnesses to cosign the newest checkpoint, and stores what they give as it comes. */
export class Cosigner implements Loop {
  readonly name = "cosigner";
  readonly #options: CosignerOptions;
  readonly #loop: SteadyLoop;
  readonly #stopping = new AbortController();
  /** Size of the last checkpoint for which all witnesses were asked and the quorum was reached. */
  #finished = 0;

  constructor(options: CosignerOptions) {
    this.#options = options;
    const { logger } = options;
    this.#loop = new SteadyLoop({ name: this.name, step: () => this.round(), logger });
  }

  start(): void {
    this.#loop.start();
  }

  /** There is a new checkpoint. */
  wake(): void {
    this.#loop.wake();
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return this.#loop.stop();
  }

  /** Asks once for the newest checkpoint. @returns milliseconds until the next look */
  async round(): Promise<number> {
    const newest = await this.#options.checkpoints.newest();
    if (newest === null || newest.size <= this.#finished) return lookMs;
    await this.#collect(newest);
    const { checkpoints, quorum, logger } = this.#options;
    const cosignatures = await checkpoints.cosignatures(newest.size);
    if (cosignatures < quorum) {
      logger.warn({ size: newest.size, cosignatures, quorum }, "checkpoint lacks cosignatures");
      return retryMs;
    }
    this.#finished = newest.size;
    return 0;
  }

  // Slow witnesses hold nobody up: they have a moment after the quorum is there, then on to the next.
  async #collect(checkpoint: SignedCheckpoint): Promise<void> {
    const { checkpoints, source, quorum } = this.#options;
    const enough = new AbortController();
    const signal = AbortSignal.any([
      enough.signal,
      this.#stopping.signal,
      AbortSignal.timeout(answerMsMax),
    ]);
    const answers = source.cosign(checkpoint, this.#proofTo(checkpoint), signal);
    let timer: NodeJS.Timeout | undefined;
    for await (const cosignature of answers) {
      await checkpoints.addCosignature(checkpoint.size, cosignature);
      if (timer || (await checkpoints.cosignatures(checkpoint.size)) < quorum) continue;
      timer = setTimeout(() => enough.abort(), stragglersMs);
    }
    clearTimeout(timer);
  }

  #proofTo({ size }: SignedCheckpoint): ConsistencyTo {
    return async (size1) => (size1 === 0 ? [] : this.#options.consistency(size1, size));
  }
}
