import { existsSync, readFileSync } from "node:fs";
import { parseTrustList } from "@sello/sdk";
import { CliError } from "../CliError.ts";
import { writeWhole } from "../files.ts";
import { shown } from "../terminal.ts";
import { deploymentName } from "./deploymentName.ts";
import { beginState, emptyLog, type MonitorState, stateFormat } from "./MonitorState.ts";

/** The state of before deployments: one log, one chain. What was accepted and found carries over. */
type FormerState = Pick<MonitorState, "url" | "trustList" | "statusLists" | "evidence"> & {
  readonly format: "sello-monitor/2";
  readonly checkpoint: string | null;
  readonly log: (typeof emptyLog)["log"];
  readonly chain: { readonly block: MonitorState["seenBlocks"][string] } | null;
};

/** The state of before validators were compared. */
type WithoutValidators = Omit<MonitorState, "format"> & { readonly format: "sello-monitor/3" };

/** Null before the first. A file that is not ours is never overwritten: `CliError`. */
export function readState(path: string): MonitorState | null {
  if (!existsSync(path)) return null;
  const state = parse(readFileSync(path, "utf8"));
  if (state?.format === stateFormat) return { ...state, audit: state.audit ?? null };
  if (state?.format === "sello-monitor/3") return readAgain(state);
  if (state?.format === "sello-monitor/2") return carryOver(state);
  throw new CliError(`${shown(path)} is not the state of a monitor. Name another with --state.`);
}

/** Readable by all who may read the folder: everything in it is public. */
export function writeState(path: string, state: MonitorState): void {
  writeWhole(path, `${JSON.stringify(state)}\n`);
}

/** As below: it knows nothing of validators. */
const readAgain = (former: WithoutValidators): MonitorState => ({
  ...former,
  audit: null,
  format: stateFormat,
  chains: {},
  facts: null,
  seenBlocks: {
    ...former.seenBlocks,
    ...Object.fromEntries(Object.entries(former.chains).map(([name, { block }]) => [name, block])),
  },
});

/** Its events are read again from the first block, since it kept less of them; the block that it saw must still be there. */
function carryOver(former: FormerState): MonitorState {
  const { url, trustList, checkpoint, log, chain, statusLists, evidence } = former;
  const [deployment] = parseTrustList(trustList).head.deployments;
  if (deployment === undefined) return { ...beginState(url, trustList), statusLists, evidence };
  return {
    ...beginState(url, trustList),
    logs: { [deployment.origin]: { ...emptyLog, checkpoint, log } },
    seenBlocks: chain === null ? {} : { [deploymentName(deployment)]: chain.block },
    statusLists,
    evidence,
  };
}

function parse(text: string): MonitorState | WithoutValidators | FormerState | null {
  try {
    return JSON.parse(text) as MonitorState | WithoutValidators | FormerState | null;
  } catch {
    return null;
  }
}
