import { readinessParts } from "@sello/api";
import type {
  AnchoredBatch,
  DeploymentFigures,
} from "../../../../services/operations/metrics/DeploymentFigures.ts";
import type { IssuedFigures } from "../../../../services/operations/metrics/DeploymentMetrics.ts";
import { Metrics } from "../../../../services/operations/metrics/Metrics.ts";
import type { PartReport, ReadinessReport } from "../../../../services/operations/Readiness.ts";
import { Unavailable } from "../../../../services/platform/errors.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import { makeNoteSigner } from "../../../support/keys.ts";

export const figures: DeploymentFigures = {
  logEntries: 5,
  oldestUnprovenSeconds: 12.5,
  checkpoint: { size: 4, ageSeconds: 3, cosignatures: 9, postQuantumCosignatures: 7 },
  provenEntries: 3,
  keyRenewals: [
    { state: "pending", reason: "", documents: 1 },
    { state: "failed", reason: "claims.invalid", documents: 2 },
  ],
  statusActs: { requested: 2, sent: 1, oldestOpenSeconds: 7 },
  importRows: { issued: 100, existing: 20, valid: 0, rejected: 3 },
  importsOpen: { receiving: 0, running: 1, paused: 1 },
  trustListSecondsLeft: 86_400,
};

const { key } = makeNoteSigner("futian.example", 4);

const streams: readonly IssuedFigures[] = [
  { documentType: "resident-id", issued: 60, waiting: 5, underWay: 10, refused: 0, anchored: 45 },
  { documentType: "resident-id", issued: 40, waiting: 0, underWay: 0, refused: 4, anchored: 36 },
  { documentType: "library-card", issued: 1, waiting: 1, underWay: 0, refused: 0, anchored: 0 },
];

const measured: Readonly<Record<string, PartReport["measured"]>> = {
  documents: { oldestPendingMs: 1_500, oldestHeldMs: null },
  chain: { blockNumber: 77 },
  indexer: { lagBlocks: 2 },
  transactions: { oldestUnminedMs: null },
};

export function readinessReport(
  states: Readonly<Record<string, PartReport>> = {},
): ReadinessReport {
  const parts = Object.fromEntries(
    readinessParts.map((part) => [
      part,
      states[part] ?? { state: "green", problem: null, measured: measured[part] ?? {} },
    ]),
  ) as ReadinessReport["parts"];
  return { ready: Object.values(parts).every(({ state }) => state !== "red"), parts };
}

/** Metrics over figures that a test can change, or take away. */
export function fakeMetrics() {
  const world = {
    figures: figures as DeploymentFigures | null,
    batches: [] as AnchoredBatch[],
    readiness: readinessReport(),
    reads: 0,
  };
  const metrics = new Metrics({
    reviewAlarms: { differ: 0, fault: 0, notIssued: 0 },
    figures: {
      async read() {
        world.reads += 1;
        if (world.figures === null) throw new Unavailable("database.unavailable", "away");
        return world.figures;
      },
      anchoredFrom: async (from, limit) =>
        world.batches.filter(({ logIndex }) => logIndex >= from).slice(0, limit),
    },
    readiness: { check: async () => world.readiness },
    issued: async () => streams,
    witnesses: { counted: Array.from({ length: 12 }, () => key), quorum: 8, shown: [] },
    logger: silentLogger,
  });
  return { metrics, world };
}
