import { contractLimits } from "@sello/sdk/log";

/** Every limit of the monitor, in one place. Units are last in the names. */
export const monitorLimits = {
  /** One answer of the service. The largest is a trust list. */
  answerBytes: 8 * 1024 * 1024,
  /** Entries asked for at once; the service gives as many at most. */
  entriesPerRequest: 1_000,
  /** Entries drawn at random, whose inclusion proof is asked for at each look. */
  sampledEntries: 4,
  /** Trust lists between the one known and the newest that are walked through. */
  trustListSteps: 1_000,
  /** All entries of a trust list: 10,000 authorities take some 10 MB. */
  entriesBytes: 64 * 1024 * 1024,
  /** Time in which all entries of a trust list must be there. */
  entriesMs: 60_000,
  /** Authorities whose status lists one look reads; of more, each look reads some. */
  statusAuthorities: 256,
  /** Status lists whose heads one look asks the contract for, beside those that changed. */
  statusHeads: 512,
  /** Characters of status list tokens that the state keeps; the oldest go first. */
  statusTokens: 32 * 1024 * 1024,
  /** Newest entries of which the registry contract is asked in one look. */
  judgedByContract: 256,
  /** Status lists of one authority, as many as the contract takes. */
  listsPerAuthority: contractLimits.statusListsMax,
  /** Blocks whose events are asked for at once. */
  blocksPerRequest: 2_000,
  /** How long what the chain says may take to be published. */
  lagSeconds: 60,
  /** How long the service may take to agree with itself before a difference is reported. */
  settleSeconds: 10,
  /** Between two looks while it settles. */
  settleStepMs: 1_000,
  /** Sizes that are looked back over for a checkpoint that has the quorum. */
  quorumSteps: 100,
  /** A clock of another may be this much ahead of ours. */
  clockSkewSeconds: 60,
  /** Waits for a service that limits our rate, before it counts as unreachable. */
  rateWaits: 15,
  rateWaitMs: 5_000,
  /** Violations that the state file keeps; the oldest stay. */
  evidenceKept: 1_000,
} as const;
