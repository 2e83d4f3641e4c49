import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Language, SelloError } from "@sello/sdk";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { dataDirectory, readWhole, verifierDirectory } from "../files.ts";
import { chosenLanguage, languageOption } from "../language.ts";
import type { Violation } from "../monitor/Findings.ts";
import { openPinned } from "../monitor/followTrustList.ts";
import { formatLook } from "../monitor/formatLook.ts";
import { Monitor, type WatchedLook } from "../monitor/Monitor.ts";
import { beginState, type MonitorState } from "../monitor/MonitorState.ts";
import { Nodes } from "../monitor/Nodes.ts";
import { PublicApi } from "../monitor/PublicApi.ts";
import { readState, writeState } from "../monitor/stateFile.ts";
import { violationTexts } from "../monitor/violationTexts.ts";
import { type RunningServer, serverUrl } from "../server.ts";
import { complain, print, printJson, shown } from "../terminal.ts";

const defaultIntervalSeconds = 10;

/** What the command line asks for. */
type Request = {
  readonly url: string;
  readonly rpc: readonly string[];
  readonly stateFile: string;
  readonly trustFile: string | null;
  readonly follow: boolean;
  readonly intervalMs: number;
  readonly json: boolean;
  readonly language: Language;
};

function toRequest(words: readonly string[], options: OptionValues): Request {
  if (words.length > 1) throw new UsageError("Name one service.");
  if (options.once && options.follow) throw new UsageError("Say --once or --follow.");
  const url = toUrl(words[0] ?? serverUrl(options), "the service");
  const state = textOption(options, "state");
  const trust = textOption(options, "trust");
  return {
    url,
    rpc: chosenNodes(url, options),
    stateFile: state ? callerPath(state) : defaultStateFile(url),
    trustFile: trust ? callerPath(trust) : null,
    follow: options.follow === true,
    intervalMs: chosenInterval(options),
    json: options.json === true,
    language: chosenLanguage(options),
  };
}

function toUrl(text: string, what: string): string {
  if (!URL.canParse(text) || !/^https?:\/\//.test(text))
    throw new UsageError(`${text} is not the http address of ${what}.`);
  return text.replace(/\/+$/, "");
}

/** `--rpc`; else, for the service that runs on this machine, the chain that it started. */
function chosenNodes(url: string, options: OptionValues): readonly string[] {
  const asked = textOption(options, "rpc");
  if (asked !== undefined) return asked.split(",").map((each) => toUrl(each.trim(), "a node"));
  const running = readWhole<RunningServer>(join(dataDirectory(), "run.json"));
  return running?.url === url && running.rpcUrl !== null ? [running.rpcUrl] : [];
}

function chosenInterval(options: OptionValues): number {
  const asked = textOption(options, "interval") ?? String(defaultIntervalSeconds);
  if (!/^[1-9]\d{0,5}$/.test(asked)) throw new UsageError("--interval takes a number of seconds.");
  return Number(asked) * 1_000;
}

const defaultStateFile = (url: string): string => {
  const name = createHash("sha256").update(url).digest("hex").slice(0, 16);
  return join(verifierDirectory(), "monitor", `${name}.json`);
};

/** Goes on from the state file, or begins: with the list of `--trust`, else with the one now published. */
async function openState(api: PublicApi, request: Request): Promise<MonitorState> {
  const known = readState(request.stateFile);
  if (known) return { ...known, url: request.url };
  const note = request.trustFile ? readTrust(request.trustFile) : await api.trustList();
  try {
    await openPinned(note);
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    throw new CliError(`The trust list cannot be pinned: ${error.message} (${error.code})`);
  }
  return beginState(request.url, note);
}

function readTrust(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new CliError(`There is no trust list at ${shown(file)}.`, exitCodes.noInput);
  }
}

const isGood = ({ count, earlier }: WatchedLook): boolean => count + earlier.length === 0;

const withText = (violation: Violation) => ({ ...violation, text: violationTexts[violation.code] });

const toReport = (seen: WatchedLook, rpc: readonly string[]) => ({
  outcome: isGood(seen) ? "good" : "violated",
  url: seen.after.url,
  comparedWithChain: rpc.length > 0,
  ...seen.summary,
  evidenceKept: seen.after.evidence.length,
  violations: seen.violations.map(withText),
  earlier: seen.earlier.map(withText),
});

function show(seen: WatchedLook, { json, rpc, language, follow }: Request): void {
  if (!json) print(formatLook(seen, language));
  else printJson(toReport(seen, rpc), follow ? 0 : 2);
}

async function lookAndKeep(monitor: Monitor, request: Request): Promise<boolean> {
  const seen = await monitor.look();
  writeState(request.stateFile, monitor.state);
  show(seen, request);
  return isGood(seen);
}

/** Looks until interrupted. A service that is away for a while is said so and looked at again. */
async function follow(monitor: Monitor, request: Request): Promise<boolean> {
  const ending = new AbortController();
  const end = () => ending.abort();
  process.once("SIGINT", end).once("SIGTERM", end);
  let good = true;
  while (!ending.signal.aborted) {
    try {
      good = (await lookAndKeep(monitor, request)) && good;
    } catch (error) {
      if (!(error instanceof CliError) || error.exitCode !== exitCodes.unavailable) throw error;
      complain(`sello: ${error.message}`);
    }
    await delay(request.intervalMs, undefined, { signal: ending.signal }).catch(() => {});
  }
  return good;
}

export const monitor: Command = {
  name: "monitor",
  usage: "[URL] [--rpc URL] [--state FILE] [--trust FILE] [--once|--follow] [--json]",
  summary: "Watches a service from outside: does it show one history, and the same as the chain?",
  details: [
    "Follows the log and its checkpoints, who may issue what, the status lists and the figures,",
    "with nothing but what is public, and reports what contradicts itself, or what was seen before.",
    "  URL            the service (default: the one that runs on this machine)",
    "  --rpc URL      a node of the chain, or several with commas, of several chains: then everything is compared",
    "                 with the contracts, too. Of a chain that has ended, what was seen before is kept",
    "  --state FILE   what was verified, and evidence of what was wrong; goes on from there",
    "  --trust FILE   the trust list to begin with; otherwise the one now published is pinned",
    "  --once         looks once (default)",
    "  --follow       looks every --interval seconds (default 10) until Ctrl-C",
    "  --json         the report as JSON; with --follow, one line a look",
    "  --lang zh|es|en  the language of the report",
    "Exit code: 0 all agrees, 1 a violation, 64 wrong usage, 69 service or node not reachable.",
  ].join("\n"),
  options: {
    ...languageOption,
    rpc: { type: "string" },
    state: { type: "string" },
    trust: { type: "string" },
    once: { type: "boolean" },
    follow: { type: "boolean" },
    interval: { type: "string" },
    json: { type: "boolean" },
  },
  async run(words, options) {
    const request = toRequest(words, options);
    const api = new PublicApi(request.url);
    const state = await openState(api, request);
    const watch = new Monitor({ api, nodes: new Nodes(request.rpc), state });
    const good = request.follow ? await follow(watch, request) : await lookAndKeep(watch, request);
    return good ? exitCodes.ok : exitCodes.failed;
  },
};
