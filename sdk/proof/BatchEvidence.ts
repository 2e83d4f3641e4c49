/** Our part of a proof, its `extra` line: where the document is in its batch. */
export interface BatchEvidence {
  /** Block timestamp, unix seconds. */
  readonly anchoredAt: number;
  /** Documents in the batch. */
  readonly count: number;
  /** Zero-based position in the batch. */
  readonly leafIndex: number;
  /** 32 bytes each, from the leaf's sibling up. */
  readonly path: readonly Uint8Array[];
}
