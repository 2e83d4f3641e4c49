/** The witness's own look at the contract; never the log's word for it. */
export interface ChainView {
  /**
   * Root of the document log when it had `size` entries, as the contract computed it; null when the
   * chain that this witness sees has no such size (yet). Throws `Unavailable` when no node answers.
   */
  rootAt(size: number): Promise<Uint8Array | null>;
}
