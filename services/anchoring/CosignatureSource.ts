import type { Cosignature, SignedCheckpoint } from "./SignedCheckpoint.ts";

/** Hashes of the RFC 9162 consistency proof from `size1` to the checkpoint's size; none for size 0. */
export type ConsistencyTo = (size1: number) => Promise<readonly Uint8Array[]>;

/** Asks witnesses for their cosignatures (C2SP tlog-witness). */
export interface CosignatureSource {
  /**
   * Gives cosignatures as they come, until all witnesses have answered or `signal` aborts. An
   * implementation must verify each against the witness's pinned key before it gives it, because what
   * it gives is stored and served. A witness that fails is left out, and logged; it throws nothing.
   */
  cosign(
    checkpoint: SignedCheckpoint,
    consistency: ConsistencyTo,
    signal: AbortSignal,
  ): AsyncIterable<Cosignature>;
}
