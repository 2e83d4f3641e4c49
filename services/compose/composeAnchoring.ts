import { join } from "node:path";
import { AnchoringReport } from "../anchoring/AnchoringReport.ts";
import { Batcher } from "../anchoring/Batcher.ts";
import { Checkpointer } from "../anchoring/Checkpointer.ts";
import type { CosignatureSource } from "../anchoring/CosignatureSource.ts";
import { Cosigner } from "../anchoring/Cosigner.ts";
import { FileHighWater } from "../anchoring/FileHighWater.ts";
import { followAppends } from "../anchoring/followAppends.ts";
import type { LiveQuorums } from "../anchoring/LiveQuorums.ts";
import { LogProjection } from "../anchoring/LogProjection.ts";
import { LogReader } from "../anchoring/LogReader.ts";
import { PgAnchoringFigures } from "../anchoring/PgAnchoringFigures.ts";
import { PgBatchStore } from "../anchoring/PgBatchStore.ts";
import { PgCheckpointStore } from "../anchoring/PgCheckpointStore.ts";
import { PgCopyStore } from "../anchoring/PgCopyStore.ts";
import { PgLogStore } from "../anchoring/PgLogStore.ts";
import { Resealer } from "../anchoring/Resealer.ts";
import { SigningGuard } from "../anchoring/SigningGuard.ts";
import type { WitnessStanding } from "../anchoring/WitnessStanding.ts";
import { Contradictions } from "../ledger/journal/Contradictions.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Registry } from "../registry/Registry.ts";
import type { Signer } from "../signing/Signer.ts";
import type { LogSigners } from "../signing/terms/LogSigners.ts";
import type { NetworkTerms } from "../signing/terms/NetworkTerms.ts";
import type { LedgerParts } from "./startLedger.ts";

export type AnchoringContext = {
  readonly config: Config;
  readonly database: Database;
  readonly ledgerParts: LedgerParts;
  readonly registry: Registry;
  readonly logSigners: LogSigners;
  readonly logOrigin: string;
  readonly terms: NetworkTerms;
  /** Who cosigns, and whose cosignatures a proof needs, as the terms say it now. */
  readonly witnesses: {
    readonly source: CosignatureSource & WitnessStanding;
    readonly quorums: LiveQuorums;
  };
  readonly clock: Clock;
  readonly logger: Logger;
};

/**
 * From pending documents to proofs: the log as it is served, and the loops that make it grow.
 * @param signer for documents whose key has ended while they waited
 */
export function composeAnchoring(context: AnchoringContext, signer: Signer) {
  const { config, database, ledgerParts, registry, clock, logger } = context;
  const { source, quorums } = context.witnesses;
  const batches = new PgBatchStore(database);
  const logStore = new PgLogStore(database);
  const checkpoints = new PgCheckpointStore(database);
  const copies = new PgCopyStore(database);
  const log = new LogReader({ log: logStore, checkpoints, copies, registry, clock, quorums });
  followAppends(ledgerParts.receipts, batches, logger);
  const cosigner = new Cosigner({
    checkpoints,
    source,
    quorums,
    revision: () => context.terms.current.revision,
    logger,
    consistency: (size1, size2) => log.consistencyProof(size1, size2),
  });
  const checkpointer = new Checkpointer({
    log: logStore,
    checkpoints,
    signers: context.logSigners,
    guard: composeGuard(context),
    contradictions: new Contradictions(database),
    origin: context.logOrigin,
    session: ledgerParts.session,
    logger,
    onSigned: () => cosigner.loop.wake(),
  });
  const batcher = new Batcher({
    store: batches,
    registry,
    journal: ledgerParts.journal,
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
    loops: [batcher, checkpointer, cosigner].map(({ loop }) => loop),
  };
}

/** Where it is remembered what the log key signed: beside the keys, apart from the database. */
export const highWaterDirectory = ({ dataDirectory }: Config): string =>
  join(dataDirectory, "keys", "high-water");

function composeGuard({
  config,
  witnesses,
  logSigners,
  logOrigin,
}: AnchoringContext): SigningGuard {
  const { source, quorums } = witnesses;
  return new SigningGuard({
    highWater: new FileHighWater(highWaterDirectory(config), logOrigin),
    witnesses: source,
    get answersNeeded() {
      const { counted, quorum } = quorums.classical;
      const names = new Set(counted.map(({ name }) => name));
      return quorum === 0 ? 0 : names.size - quorum + 1;
    },
    signers: logSigners,
    origin: logOrigin,
  });
}
