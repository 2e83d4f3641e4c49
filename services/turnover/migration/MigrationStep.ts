import type { PgDeployments } from "../../ledger/deployment/PgDeployments.ts";
import type { Clock } from "../../platform/Clock.ts";
import type { Progress, Turnover } from "../Turnover.ts";
import type { MigrationNetwork } from "./MigrationNetwork.ts";
import type { PgMigration } from "./PgMigration.ts";

/** What a migration keeps for its steps. */
export type Kept = {
  /** The deployment that was open when it began. */
  readonly from: number;
  readonly chainId: number;
};

export type MigrationParts = {
  readonly network: MigrationNetwork;
  readonly deployments: PgDeployments;
  readonly store: PgMigration;
  readonly clock: Clock;
};

/** One step: null when it has been done already, and the next may be looked at. */
export type MigrationStep = (parts: MigrationParts, turnover: Turnover) => Promise<Progress | null>;

const lookMs = 200;

/** That a step is under way, and looked at again in a moment. */
export function underWay(
  { data }: Turnover,
  step: string,
  counted: { readonly done?: number; readonly of?: number } = {},
): Progress {
  const { toSign: _, ...kept } = data;
  return { state: "running", step, data: kept, waitMs: lookMs, ...counted };
}
