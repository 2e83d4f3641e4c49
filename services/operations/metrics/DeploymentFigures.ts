/** Counts and ages of the whole deployment, the same from whichever process they are asked. */
export type DeploymentFigures = {
  /** Batches in the log. */
  readonly logEntries: number;
  /** Age of the oldest entry that no checkpoint with a quorum covers; null when all are covered. */
  readonly oldestUnprovenSeconds: number | null;
  /** The newest checkpoint; null before the first. */
  readonly checkpoint: {
    readonly size: number;
    readonly ageSeconds: number;
    /** Witnesses that are named now and have cosigned it. */
    readonly cosignatures: number;
    /** Those of them that have done so with a post-quantum key. */
    readonly postQuantumCosignatures: number;
  } | null;
  /** Size of the newest checkpoint with a quorum; 0 before the first. */
  readonly provenEntries: number;
  readonly statusActs: {
    /** Asked for, in no transaction yet. */
    readonly requested: number;
    /** In a transaction that is not mined and indexed. */
    readonly sent: number;
    readonly oldestOpenSeconds: number | null;
  };
  readonly importRows: Readonly<Record<ImportOutcome, number>>;
  /** Imports that have not ended. */
  readonly importsOpen: Readonly<Record<OpenImportState, number>>;
  readonly keyRenewals: KeyRenewalFigures;
  /** Time that the newest trust list is still valid, negative after its end; null before the first. */
  readonly trustListSecondsLeft: number | null;
};

/** Documents that were anchored outside the term of their key, because it ended in that second. */
export type KeyRenewalFigures = readonly {
  /** `pending`: tried again by itself. `failed`: too, and somebody has to change the document first. */
  readonly state: (typeof keyRenewalStates)[number];
  /** Code of why it was not renewed when it was tried last; "" without one. */
  readonly reason: string;
  readonly documents: number;
}[];
export const keyRenewalStates = ["pending", "done", "failed"] as const;

export const importOutcomes = ["issued", "existing", "valid", "rejected"] as const;
export type ImportOutcome = (typeof importOutcomes)[number];
export const openImportStates = ["receiving", "running", "paused"] as const;
export type OpenImportState = (typeof openImportStates)[number];

/** A batch that reached the log. Times in seconds. */
export type AnchoredBatch = {
  readonly logIndex: number;
  readonly documents: number;
  /** From the first document of the batch to the batch's end. */
  readonly waitedSeconds: number;
  /** From the first document of the batch to its entry in the log, as this service saw it. */
  readonly anchoringSeconds: number;
};
