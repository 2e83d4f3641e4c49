import type { PgCheckpointStore } from "../../anchoring/PgCheckpointStore.ts";
import type { WitnessQuorums } from "../../anchoring/WitnessQuorum.ts";
import type { Deployment } from "../../ledger/deployment/Deployment.ts";
import type { Journal } from "../../ledger/Journal.ts";
import type { GoverningActs } from "../GoverningActs.ts";
import type { KeyPoints } from "./takeOverRecords.ts";

/** One of the deployments of a migration, as its steps work with it. */
export type MigrationSide = {
  readonly deployment: Deployment;
  readonly journal: Journal;
  /** Governing acts of its registry. */
  readonly acts: GoverningActs;
  readonly checkpoints: PgCheckpointStore;
  readonly quorums: WitnessQuorums;
};

/** The deployments that take part, as this process is composed for them now. */
export type MigrationNetwork = {
  readonly open: MigrationSide;
  readonly preparing: MigrationSide | null;
  /** Writes the successor down, with the transactions that deploy its contracts and the key of its log. */
  prepare(chainId: number): Promise<void>;
  /** Whether the successor's contracts are there. */
  isDeployed(successor: Deployment): Promise<boolean>;
  /** Whether this process can reach a chain of this id that is not the one it is on. */
  canReach(chainId: number): Promise<boolean>;
  keepAddress(chainId: number, url: string): void;
  /** What the service has published of its signing keys. */
  keyPoints(): Promise<KeyPoints>;
};
