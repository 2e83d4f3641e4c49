/** Of the hashes of consent receipts. */
export const receiptLimits = {
  /** Hashes of receipts that one document puts into the log, and the time between two such documents that are not full. */
  perHead: 4_096,
  headSeconds: 600,
  /** How often it is looked whether any wait, and when it is tried again after a refusal. */
  lookMs: 2_000,
  retryMs: 600_000,
  /** Such hashes that wait at once, of the whole city. */
  waiting: 100_000,
  /** Time for which the proof of a receipt can be fetched. */
  keptDays: 120,
} as const;
