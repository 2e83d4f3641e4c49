/** Tells where witnesses stand (C2SP tlog-witness: a 409 names the size that was cosigned last). */
export interface WitnessStanding {
  /**
   * Sizes by witness, of those that answer. They are the witnesses' word, unsigned.
   * @param emptyCheckpoint the log's signed checkpoint of size 0, which contradicts nothing they know
   */
  standing(emptyCheckpoint: string, signal: AbortSignal): Promise<ReadonlyMap<string, number>>;
}
