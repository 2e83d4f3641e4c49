/** Where anchoring stands, as readiness needs to know it. */
export interface AnchoringState {
  /**
   * Ages in milliseconds of the oldest documents that are not in the log; null: there is none. `heldMs` is
   * of those whose authority may not issue now: they wait by right.
   */
  oldestPending(): Promise<{ readonly pendingMs: number | null; readonly heldMs: number | null }>;
  /**
   * Age in milliseconds of the oldest entry of the log that no checkpoint covers which a quorum of the witnesses
   * named now has cosigned; null: there is none.
   */
  unprovenMs(): Promise<number | null>;
  /** What must agree and does not, in words: what and where. */
  contradictions(): Promise<readonly string[]>;
}
