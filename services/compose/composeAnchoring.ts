import { join } from "node:path";
import type { NamedWitness } from "@sello/sdk";
import type { NoteSigner, VerifierKey } from "@sello/sdk/log";
import { AnchoringReport } from "../anchoring/AnchoringReport.ts";
import { Batcher } from "../anchoring/Batcher.ts";
import { Checkpointer } from "../anchoring/Checkpointer.ts";
import type { CosignatureSource } from "../anchoring/CosignatureSource.ts";
import { Cosigner } from "../anchoring/Cosigner.ts";
import { DocumentProofs } from "../anchoring/DocumentProofs.ts";
import { FileHighWater } from "../anchoring/FileHighWater.ts";
import { followAppends } from "../anchoring/followAppends.ts";
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
import type { WitnessQuorums } from "../anchoring/WitnessQuorum.ts";
import type { WitnessStanding } from "../anchoring/WitnessStanding.ts";
import type { Deployment } from "../ledger/deployment/Deployment.ts";
import { Contradictions } from "../ledger/journal/Contradictions.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Config } from "../platform/config.ts";
import type { Database } from "../platform/database/Database.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Registry } from "../registry/Registry.ts";
import type { Signer } from "../signing/Signer.ts";
import type { DeploymentParts } from "./startLedger.ts";

/** What every log needs. */
export type LogContext = Pick<AnchoringContext, "config" | "database" | "witnesses" | "logger">;

export type AnchoringContext = {
  readonly config: Config;
  readonly database: Database;
  /** The deployment that is open, on its chain. */
  readonly ledgerParts: DeploymentParts;
  /** Those before it, whose logs are read. */
  readonly sealed: readonly Deployment[];
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
 * From pending documents to proofs: the logs as they are served, and the loops that make the open one grow.
 * @param signer for documents whose key has ended while they waited
 */
export function composeAnchoring(context: AnchoringContext, signer: Signer) {
  const { config, database, ledgerParts, registry, clock, logger } = context;
  const { quorums } = context.witnesses;
  const { id } = ledgerParts.deployment;
  const batches = new PgBatchStore(database, id);
  followAppends(ledgerParts.receipts, batches, logger);
  const open = composeLog(context, {
    parts: ledgerParts,
    origin: context.logOrigin,
    signer: context.logSigner,
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
  { parts, origin, signer }: { parts: DeploymentParts; origin: string; signer: NoteSigner },
) {
  const { database, logger, witnesses } = context;
  const { source, quorum, quorums } = witnesses;
  const { id } = parts.deployment;
  const log = new PgLogStore(database, id);
  const checkpoints = new PgCheckpointStore(database, id);
  const reader = new LogReader({ origin, log, checkpoints });
  const cosigner = new Cosigner({
    checkpoints,
    source,
    quorums,
    logger,
    consistency: (size1, size2) => reader.consistencyProof(size1, size2),
  });
  const checkpointer = new Checkpointer({
    log,
    checkpoints,
    signer,
    guard: composeGuard(context, signer, origin),
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
    loops: [checkpointer.loop, ...(quorum > 0 ? [cosigner.loop] : [])],
  };
}

/** Where it is remembered what the log key signed: beside the keys, apart from the database. */
export const highWaterDirectory = ({ dataDirectory }: Config): string =>
  join(dataDirectory, "keys", "high-water");

function composeGuard(
  { config, witnesses }: LogContext,
  signer: NoteSigner,
  origin: string,
): SigningGuard {
  const { source, quorum, named } = witnesses;
  return new SigningGuard({
    highWater: new FileHighWater(highWaterDirectory(config), origin),
    witnesses: source,
    answersNeeded: quorum === 0 ? 0 : named.length - quorum + 1,
    signer,
    origin,
  });
}
