import { existsSync, readFileSync } from "node:fs";
import type { Hex } from "@sello/sdk";
import type { AuthorityRecord } from "@sello/sdk/trust";
import { CliError } from "../CliError.ts";
import { writeWhole } from "../files.ts";
import { shown } from "../terminal.ts";
import type { ChainEntry } from "./ChainNode.ts";
import type { Violation } from "./Findings.ts";
import type { WordHistory } from "./StatusHistory.ts";

const format = "sello-monitor/2";

/** The state of a Merkle log: enough to continue, and to know its root. */
export type LogPosition = {
  readonly size: number;
  /** `Frontier.nodes`. */
  readonly nodes: readonly Hex[];
};

/** A status list as its events fold. */
export type ListState = {
  /** The running hash over its changes, to be held against the contract's. */
  readonly head: Hex;
  /** By number. */
  readonly words: Readonly<Record<string, WordHistory>>;
};

/** The chain as its events tell it, up to a block. */
export type ChainState = {
  readonly block: { readonly number: number; readonly hash: Hex };
  readonly log: LogPosition;
  /** Entries of the chain that the followed log does not have yet. */
  readonly ahead: readonly ChainEntry[];
  readonly authorities: readonly AuthorityRecord[];
  /** By `owner/list`. */
  readonly lists: Readonly<Record<string, ListState>>;
};

/** What the monitor has verified and holds against all that comes after. */
export type MonitorState = {
  readonly format: typeof format;
  /** Of the API. */
  readonly url: string;
  /** The newest trust list accepted, as a signed note. */
  readonly trustList: string;
  /** The largest checkpoint accepted, as a signed note. */
  readonly checkpoint: string | null;
  /** The log at that checkpoint. */
  readonly log: LogPosition & { readonly documents: number; readonly lastAnchoredAt: number };
  readonly chain: ChainState | null;
  /** By uri: the newest genuine status list tokens seen. */
  readonly statusLists: Readonly<Record<string, string>>;
  /** Everything that was ever found wrong, with both sides. */
  readonly evidence: readonly Violation[];
};

export const beginState = (url: string, trustList: string): MonitorState => ({
  format,
  url,
  trustList,
  checkpoint: null,
  log: { size: 0, nodes: [], documents: 0, lastAnchoredAt: 0 },
  chain: null,
  statusLists: {},
  evidence: [],
});

/** Null before the first. A file that is not ours is never overwritten: `CliError`. */
export function readState(path: string): MonitorState | null {
  if (!existsSync(path)) return null;
  const state = parse(readFileSync(path, "utf8"));
  if (state?.format !== format)
    throw new CliError(`${shown(path)} is not the state of a monitor. Name another with --state.`);
  return state;
}

/** Readable by all who may read the folder: everything in it is public. */
export function writeState(path: string, state: MonitorState): void {
  writeWhole(path, `${JSON.stringify(state)}\n`);
}

function parse(text: string): MonitorState | null {
  try {
    return JSON.parse(text) as MonitorState | null;
  } catch {
    return null;
  }
}
