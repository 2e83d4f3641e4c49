import { join } from "node:path";
import type { NamedWitness, NoteSigner, VerifierKey } from "../sdk/index.ts";
import type { Config } from "./config.ts";
import type { Clock } from "./domain/Clock.ts";
import type { Logger } from "./domain/Logger.ts";
import type { Loop } from "./domain/Loop.ts";
import { AnchoringReport } from "./ledger/anchoring/AnchoringReport.ts";
import { AppendOutcomes } from "./ledger/anchoring/AppendOutcomes.ts";
import { Batcher } from "./ledger/anchoring/Batcher.ts";
import { Checkpointer } from "./ledger/anchoring/Checkpointer.ts";
import type { CosignatureSource } from "./ledger/anchoring/CosignatureSource.ts";
import { Cosigner } from "./ledger/anchoring/Cosigner.ts";
import { DocumentLog } from "./ledger/anchoring/DocumentLog.ts";
import { FileHighWater } from "./ledger/anchoring/FileHighWater.ts";
import { LogProjection } from "./ledger/anchoring/LogProjection.ts";
import { Resealer } from "./ledger/anchoring/Resealer.ts";
import { SigningGuard } from "./ledger/anchoring/SigningGuard.ts";
import type { WitnessQuorums } from "./ledger/anchoring/WitnessQuorum.ts";
import type { WitnessStanding } from "./ledger/anchoring/WitnessStanding.ts";
import { Contradictions } from "./ledger/journal/Contradictions.ts";
import type { Registry } from "./registry/Registry.ts";
import type { Signer } from "./registry/Signer.ts";
import type { StartedLedger } from "./startLedger.ts";
import { PgAnchoringFigures } from "./storage/anchoring/PgAnchoringFigures.ts";
import { PgBatchStore } from "./storage/anchoring/PgBatchStore.ts";
import { PgCheckpointStore } from "./storage/anchoring/PgCheckpointStore.ts";
import { PgCopyStore } from "./storage/anchoring/PgCopyStore.ts";
import { PgLogStore } from "./storage/anchoring/PgLogStore.ts";
import type { Database } from "./storage/Database.ts";

export type AnchoringContext = {
  readonly config: Config;
  readonly database: Database;
  readonly ledger: StartedLedger;
  readonly registry: Registry;
  readonly logSigner: NoteSigner;
  readonly logOrigin: string;
  /** Who cosigns, and how many of them a proof needs. */
  readonly witnesses: {
    readonly source: CosignatureSource & WitnessStanding;
    readonly quorum: number;
    /** Under the names and keys (vkeys) by which verifiers pin them. */
    readonly named: readonly NamedWitness[];
    /** All those keys. Only what they sign counts. */
    readonly keys: readonly VerifierKey[];
    readonly quorums: WitnessQuorums;
  };
  readonly clock: Clock;
  readonly logger: Logger;
};

/**
 * From pending documents to proofs: the log as it is served, and the loops that make it grow.
 * @param signer for documents whose key has ended while they waited
 */
export function composeAnchoring(context: AnchoringContext, signer: Signer) {
  const { config, database, ledger, registry, clock, logger } = context;
  const { source, quorum, quorums } = context.witnesses;
  const batches = new PgBatchStore(database);
  const logStore = new PgLogStore(database);
  const checkpoints = new PgCheckpointStore(database);
  const copies = new PgCopyStore(database);
  const log = new DocumentLog({ log: logStore, checkpoints, copies, registry, clock, quorums });
  new AppendOutcomes(batches, ledger.receipts, logger);
  const cosigner = new Cosigner({
    checkpoints,
    source,
    quorums,
    logger,
    consistency: (size1, size2) => log.consistencyProof(size1, size2),
  });
  const checkpointer = new Checkpointer({
    log: logStore,
    checkpoints,
    signer: context.logSigner,
    guard: composeGuard(context),
    contradictions: new Contradictions(database),
    origin: context.logOrigin,
    session: ledger.session,
    logger,
    onSigned: () => cosigner.wake(),
  });
  const batcher = new Batcher({
    store: batches,
    registry,
    journal: ledger.journal,
    resealer: new Resealer({ registry, signer, clock }),
    clock,
    logger,
    batchDocuments: config.batchDocuments,
    batchAgeMs: config.batchAgeMs,
  });
  return {
    log,
    projection: new LogProjection(logStore),
    report: new AnchoringReport(
      new PgAnchoringFigures(database),
      registry,
      clock,
      quorums.classical,
    ),
    loops: [batcher, checkpointer, ...(quorum > 0 ? [cosigner] : [])] satisfies Loop[],
  };
}

/** Where it is remembered what the log key signed: beside the keys, apart from the database. */
export const highWaterDirectory = ({ dataDirectory }: Config): string =>
  join(dataDirectory, "keys", "high-water");

function composeGuard({ config, witnesses, logSigner, logOrigin }: AnchoringContext): SigningGuard {
  const { source, quorum, named } = witnesses;
  return new SigningGuard({
    highWater: new FileHighWater(highWaterDirectory(config), logOrigin),
    witnesses: source,
    answersNeeded: quorum === 0 ? 0 : named.length - quorum + 1,
    signer: logSigner,
    origin: logOrigin,
  });
}
