import type { Hex, ValidatorTerm } from "@sello/sdk";
import type { AuthorityRecord } from "@sello/sdk/trust";
import type { Violation } from "./Findings.ts";
import type { WordHistory } from "./StatusHistory.ts";

export const stateFormat = "sello-monitor/4";

/** The state of a Merkle log: enough to continue, and to know its root. */
export type LogPosition = {
  readonly size: number;
  /** `Frontier.nodes`. */
  readonly nodes: readonly Hex[];
};

/** How far a log was read. */
export type LogProgress = LogPosition & {
  readonly documents: number;
  readonly lastAnchoredAt: number;
};

/** One log of the network, by what the service serves of it. */
export type LogState = {
  /** The largest checkpoint accepted, as a signed note. */
  readonly checkpoint: string | null;
  /** The log at that checkpoint. */
  readonly log: LogProgress;
  /** Of a sealed log that was read to its end: the roots of its batches (`BatchRoots`). Null before. */
  readonly batchRoots: string | null;
};

export const emptyLog: LogState = {
  checkpoint: null,
  log: { size: 0, nodes: [], documents: 0, lastAnchoredAt: 0 },
  batchRoots: null,
};

/** A status list as its events fold. */
export type ListState = {
  /** The running hash over its changes, to be held against the contract's. */
  readonly head: Hex;
  /** By number. */
  readonly words: Readonly<Record<string, WordHistory>>;
};

/** An entry of the chain, as it is kept: a count that no number holds is decimal text. */
export type KeptEntry = {
  readonly index: number;
  readonly authority: Hex;
  readonly documentType: Hex;
  readonly batchRoot: Hex;
  readonly count: number | string;
  readonly anchoredAt: number;
  readonly logRoot: Hex;
};

/** One deployment's contracts as their events tell it, up to a block. */
export type ChainState = {
  readonly block: { readonly number: number; readonly hash: Hex };
  readonly log: LogPosition;
  /** Entries of the chain that the followed log does not have yet. */
  readonly ahead: readonly KeptEntry[];
  /** Whether the deployment is sealed and was followed to its end: its chain need not be asked any more. */
  readonly isEnded: boolean;
  /** Whether its registry has said that it is sealed; a contract of edition 1 cannot. */
  readonly hasSeal: boolean;
};

/** A record with its names as they are on chain: JSON, or whatever somebody wrote. */
export type NamedRecord = AuthorityRecord & { readonly names: string };

/** What the events of all deployments together tell. */
export type FactsState = {
  readonly authorities: readonly NamedRecord[];
  readonly prefixes: readonly string[];
  readonly validators: readonly ValidatorTerm[];
  /** By `owner/list`. */
  readonly lists: Readonly<Record<string, ListState>>;
  /** Unix seconds: what was before is not known, because an earlier deployment's chain was not seen. Null: all is. */
  readonly knownFrom: number | null;
};

/** The hash over the audit's lines up to a position. */
export type AuditState = { readonly position: number; readonly hash: string };

/** What the monitor has verified and holds against all that comes after. */
export type MonitorState = {
  readonly format: typeof stateFormat;
  /** Of the API. */
  readonly url: string;
  /** The newest trust list accepted, as a signed note. */
  readonly trustList: string;
  /** By origin. */
  readonly logs: Readonly<Record<string, LogState>>;
  /** By `chainId/log`. */
  readonly chains: Readonly<Record<string, ChainState>>;
  /** Null before a chain was seen. */
  readonly facts: FactsState | null;
  /** Blocks that were seen before, by `chainId/log`, where the events have to be read again from the first. */
  readonly seenBlocks: Readonly<Record<string, ChainState["block"]>>;
  /** Ends of keys and terms whose root was found to be the log's, each as `origin size root`. */
  readonly ends: readonly string[];
  /** By uri: the newest genuine status list tokens seen. */
  readonly statusLists: Readonly<Record<string, string>>;
  /** Status lists that changed on the chain in the look before, by `owner/list`: they are read first. */
  readonly changedLists: readonly string[];
  /** Slug of the authority whose status lists were read last, where there are too many for one look. */
  readonly statusAfter: string;
  /** Null before the first, and in a state of before it was followed. */
  readonly audit: AuditState | null;
  /** Everything that was ever found wrong, with both sides. */
  readonly evidence: readonly Violation[];
};

export const beginState = (url: string, trustList: string): MonitorState => ({
  format: stateFormat,
  url,
  trustList,
  logs: {},
  chains: {},
  facts: null,
  seenBlocks: {},
  ends: [],
  statusLists: {},
  changedLists: [],
  statusAfter: "",
  audit: null,
  evidence: [],
});
