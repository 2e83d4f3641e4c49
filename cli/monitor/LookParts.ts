import type { LeftOut } from "./compareRegistry.ts";
import type { KnownEntries } from "./followEntries.ts";
import type { MonitorState } from "./MonitorState.ts";
import type { Nodes } from "./Nodes.ts";
import type { PublicApi } from "./PublicApi.ts";

export type LookParts = {
  readonly api: PublicApi;
  /** None: nothing but the service's own word is at hand for what the chains say. */
  readonly nodes: Nodes;
  readonly before: MonitorState;
  /** Entries of the trust list that an earlier look has read. */
  readonly entries: KnownEntries | null;
  /** Unix seconds. */
  readonly now: number;
  /** From 0 (inclusive) to 1. */
  readonly random: () => number;
};

/** What was looked at, for people. */
export type LookSummary = {
  readonly trustListVersion: number;
  /** Of all logs together. */
  readonly size: number;
  readonly documents: number;
  readonly newEntries: number;
  readonly statusLists: number;
  /** Logs that have ended. */
  readonly sealedLogs: number;
  /** Of the open deployment's chain; null without a node of it. */
  readonly block: number | null;
  /** Null: everything on chain is known. Else unix seconds before which nothing is. */
  readonly chainKnownFrom: number | null;
  readonly leftOut: readonly LeftOut[];
};
