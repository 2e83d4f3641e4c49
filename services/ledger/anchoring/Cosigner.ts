import type { Logger } from "../../domain/Logger.ts";
import type { Loop } from "../../domain/Loop.ts";
import type { CheckpointStore, SignedCheckpoint } from "./CheckpointStore.ts";
import type { ConsistencyTo, CosignatureSource } from "./CosignatureSource.ts";
import { Rounds } from "./Rounds.ts";

export type CosignerOptions = {
  readonly checkpoints: CheckpointStore;
  readonly source: CosignatureSource;
  /** Consistency proof between two sizes of the log, such as `DocumentLog.consistencyProof`. */
  readonly consistency: (size1: number, size2: number) => Promise<readonly Uint8Array[]>;
  /** Cosignatures that a checkpoint needs before proofs are made with it. */
  readonly quorum: number;
  readonly logger: Logger;
};

const lookMs = 50;
const answerMsMax = 5_000;
/** Time that the other witnesses have once the quorum is reached. */
const stragglersMs = 300;
const retryMs = 500;

/** Asks witnesses to cosign the newest checkpoint, and stores what they give as it comes. */
export class Cosigner implements Loop {
  readonly name = "cosigner";
  readonly #options: CosignerOptions;
  readonly #rounds: Rounds;
  /** Size of the last checkpoint for which all witnesses were asked and the quorum was reached. */
  #finished = 0;

  constructor(options: CosignerOptions) {
    this.#options = options;
    this.#rounds = new Rounds(this.name, (signal) => this.round(signal), options.logger);
  }

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Asks once for the newest checkpoint. @returns milliseconds until the next look */
  async round(signal?: AbortSignal): Promise<number> {
    const newest = await this.#options.checkpoints.newest();
    if (newest === null || newest.size <= this.#finished) return lookMs;
    await this.#collect(newest, signal);
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
  async #collect(checkpoint: SignedCheckpoint, signal?: AbortSignal): Promise<void> {
    const { checkpoints, source, quorum } = this.#options;
    const enough = new AbortController();
    const signals = [enough.signal, AbortSignal.timeout(answerMsMax), ...(signal ? [signal] : [])];
    const answers = source.cosign(checkpoint, this.#proofTo(checkpoint), AbortSignal.any(signals));
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
