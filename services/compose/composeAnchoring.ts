import { join } from "node:path";
import { AnchoringReport } from "../anchoring/AnchoringReport.ts";
import { Batcher } from "../anchoring/Batcher.ts";
import { Checkpointer } from "../anchoring/Checkpointer.ts";
import type { CosignatureSource } from "../anchoring/CosignatureSource.ts";
import { Cosigner } from "../anchoring/Cosigner.ts";
import { DocumentProofs } from "../anchoring/DocumentProofs.ts";
import { FileHighWater } from "../anchoring/FileHighWater.ts";
import { followAppends } from "../anchoring/followAppends.ts";
import type { LiveQuorums } from "../anchoring/LiveQuorums.ts";
import { LogProjection } from "../anchoring/LogProjection.ts";
import { LogReader } from "../anchoring/LogReader.ts";
import { Logs } from "../anchoring/Logs.ts";
import { PgAnchoringFigures } from "../anchoring/PgAnchoringFigures.ts";
import { PgBatchStore } from "../anchoring/PgBatchStore.ts";
import { PgCheckpointStore } from "../anchoring/PgCheckpointStore.ts";
import { PgCopyStore } from "../anchoring/PgCopyStore.ts";
import { PgLogStore } from "../anchoring/PgLogStore.ts";
import { Resealer } from "../anchoring/Resealer.ts";
import { SigningGuard } from "../anchoring/SigningGuard.ts";
import { toLogProofs, toSealedLogProofs } from "../anchoring/toLogProofs.ts";
import { WaitingCopies } from "../anchoring/WaitingCopies.ts";
import type { WitnessStanding } from "../anchoring/WitnessStanding.ts";
import type { DocumentOpener } from "../issuing/atRest/DocumentOpener.ts";
import type { Deployment } from "../ledger/deployment/Deployment.ts";
import { Contradictions } from "../ledger/journal/Contradictions.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Registry } from "../registry/Registry.ts";
import type { Signer } from "../signing/Signer.ts";
import type { LogSigners } from "../signing/terms/LogSigners.ts";
import type { NetworkTerms } from "../signing/terms/NetworkTerms.ts";
import type { DeploymentParts } from "./startLedger.ts";

/** What every log needs. */
export type LogContext = Pick<
  AnchoringContext,
  "config" | "database" | "witnesses" | "terms" | "logger"
>;

export type AnchoringContext = {
  readonly config: Config;
  readonly database: Database;
  /** The deployment that is open, on its chain. */
  readonly ledgerParts: DeploymentParts;
  /** Those before it, whose logs are read. */
  readonly sealed: readonly Deployment[];
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
 * From pending documents to proofs: the logs as they are served, and the loops that make the open one grow.
 * @param parts signs documents whose key has ended while they waited
 */
export function composeAnchoring(
  context: AnchoringContext,
  { signer, opener }: { readonly signer: Signer; readonly opener: DocumentOpener },
) {
  const { config, database, ledgerParts, registry, clock, logger } = context;
  const { quorums } = context.witnesses;
  const { id } = ledgerParts.deployment;
  const batches = new PgBatchStore(database, id);
  followAppends(ledgerParts.receipts, batches, logger);
  const open = composeLog(context, {
    parts: ledgerParts,
    origin: context.logOrigin,
    signers: context.logSigners,
  });
  const batcher = new Batcher({
    store: batches,
    registry,
    journal: ledgerParts.journal,
    resealer: new Resealer({
      registry,
      signer,
      copies: new WaitingCopies(database, opener),
      clock,
    }),
    clock,
    logger,
    batchDocuments: config.batchDocuments,
    batchAgeMs: config.batchAgeMs,
  });
  return {
    ...composeReading(context, open),
    projection: open.projection,
    report: new AnchoringReport(
      new PgAnchoringFigures(database, id),
      registry,
      clock,
      quorums.classical,
    ),
    loops: [batcher.loop, ...open.loops],
  };
}

/** All logs, and the proofs of what is in them: the open log's as it grows, and those of the sealed ones. */
function composeReading(context: AnchoringContext, open: ReturnType<typeof composeLog>) {
  const { database, clock, registry, sealed, ledgerParts, witnesses } = context;
  const ended = sealed.map(({ id, origin }) => {
    const log = new PgLogStore(database, id);
    const checkpoints = new PgCheckpointStore(database, id);
    return { id, origin, log, checkpoints, clock };
  });
  const proofs = new DocumentProofs({
    copies: new PgCopyStore(database),
    registry,
    clock,
    logs: new Map([
      ...ended.map((stored) => [stored.id, toSealedLogProofs(stored)] as const),
      [
        ledgerParts.deployment.id,
        toLogProofs({ ...open.stored, clock }, witnesses.quorums),
      ] as const,
    ]),
  });
  const logs = new Logs(
    open.reader,
    ended.map((stored) => new LogReader(stored)),
  );
  return { logs, proofs };
}

/** A log as it follows its chain, with what signs its checkpoints and asks for their cosignatures. */
export function composeLog(
  context: LogContext,
  { parts, origin, signers }: { parts: DeploymentParts; origin: string; signers: LogSigners },
) {
  const { database, logger, witnesses } = context;
  const { source, quorums } = witnesses;
  const { id } = parts.deployment;
  const log = new PgLogStore(database, id);
  const checkpoints = new PgCheckpointStore(database, id);
  const reader = new LogReader({ origin, log, checkpoints });
  const cosigner = new Cosigner({
    checkpoints,
    source,
    quorums,
    revision: () => context.terms.current.revision,
    logger,
    consistency: (size1, size2) => reader.consistencyProof(size1, size2),
  });
  const checkpointer = new Checkpointer({
    log,
    checkpoints,
    signers,
    guard: composeGuard(context, signers, origin),
    contradictions: new Contradictions(database, id),
    origin,
    session: parts.session,
    logger,
    onSigned: () => cosigner.loop.wake(),
  });
  return {
    reader,
    stored: { log, checkpoints },
    projection: new LogProjection(log),
    loops: [checkpointer.loop, cosigner.loop],
  };
}

/** Where it is remembered what the log key signed: beside the keys, apart from the database. */
export const highWaterDirectory = ({ dataDirectory }: Config): string =>
  join(dataDirectory, "keys", "high-water");

function composeGuard(
  { config, witnesses }: LogContext,
  signers: LogSigners,
  origin: string,
): SigningGuard {
  const { source, quorums } = witnesses;
  return new SigningGuard({
    highWater: new FileHighWater(highWaterDirectory(config), origin),
    witnesses: source,
    get answersNeeded() {
      const { counted, quorum } = quorums.classical;
      const names = new Set(counted.map(({ name }) => name));
      return quorum === 0 ? 0 : names.size - quorum + 1;
    },
    signers,
    origin,
  });
}
