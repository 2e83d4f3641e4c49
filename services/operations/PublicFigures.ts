/** Counts that everyone may know. */
export type Figures = {
  /** Copies of documents in the log. */
  readonly documents: number;
  /** Batches in the log. */
  readonly logSize: number;
};

export interface PublicFigures {
  current(): Promise<Figures>;
}
