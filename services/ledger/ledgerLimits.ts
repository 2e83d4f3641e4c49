/** Every limit of the ledger, in one place. Units are last in the names. */
export const ledgerLimits = {
  /** One request to a node, its answer included. */
  rpcMs: 10_000,
  /** Requests that travel as one JSON-RPC batch. */
  rpcBatchRequests: 100,
  /** Pause after a node failed, before it is asked again. */
  retryMs: 500,
  /** How often the head of the chain is asked for when nothing wakes us. */
  headPollMs: 250,
  /** How often the journal is read when nothing wakes us. */
  journalPollMs: 1_000,
  /** How often receipts are asked for while transactions are under way. */
  receiptPollMs: 50,
  /** After this time without a receipt, a node that does not know the transaction gets it again. */
  resendMs: 5_000,
  /** Transactions of all accounts that are under way at once. */
  inFlightTransactions: 256,
  /** Transactions in one block of the embedded chain. */
  blockTransactions: 200,
  /** Calldata of one transaction: nodes refuse transactions above 128 KiB. */
  callDataBytes: 120_000,
  /** Depth to which a reorganisation is followed. A deeper one is a contradiction. */
  reorganisationBlocks: 64,
  /** Blocks read at once when far behind the head. */
  catchUpBlocks: 2_000,
  /** Blocks of the embedded chain after which a snapshot is taken. */
  snapshotBlocks: 500,
  /** Snapshots kept of the embedded chain. */
  snapshotsKept: 2,
  /** Old states that the embedded node keeps for calls at a block. */
  embeddedStates: 64,
  /** Bytes of a request to read the embedded chain. */
  embeddedRequestBytes: 1_048_576,
  /** Requests in one batch that reads the embedded chain. */
  embeddedBatchRequests: 1_000,
  /** Time that the embedded node may take to answer for the first time. */
  embeddedStartMs: 20_000,
} as const;
