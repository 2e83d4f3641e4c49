/** The largest checkpoint that a witness has cosigned for a log. */
export type WitnessedCheckpoint = {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
};

/**
 * What a witness must never forget. C2SP tlog-witness: comparing the old size and storing the new
 * checkpoint is one atomic step, on disk before the cosignature leaves.
 */
export interface WitnessState {
  latest(origin: string): WitnessedCheckpoint | null;
  /**
   * Moves from `expectedSize` (0: none yet) to `next` if nobody else has moved meanwhile.
   * @returns false when the stored size is another; nothing is changed then
   */
  advance(origin: string, expectedSize: number, next: WitnessedCheckpoint): boolean;
  close(): void;
}
