import type pg from "pg";
import type { Acknowledged } from "../Acknowledged.ts";
import type { Client } from "../Client.ts";
import type { Sello } from "../Sello.ts";

/** What an examiner looks at, when everything is up and at rest. */
export type Examination = {
  readonly sello: Pick<Sello, "secretOf" | "chainUrl">;
  readonly client: Client;
  readonly database: pg.Pool;
  readonly acknowledged: Acknowledged;
  /** Where the chain answers that the network moved to; null without one. */
  readonly otherChainUrl: string | null;
  /** Witnesses that must have cosigned. */
  readonly quorum: number;
  /** The trust list as it was pinned before the first kill. */
  readonly pinnedTrustList: string;
};

/** Figures of the report, and what is not as it must be. */
export type Findings = {
  readonly figures: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
};
