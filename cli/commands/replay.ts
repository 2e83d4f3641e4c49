import { limits, type Presentation, parsePresentation, SelloError } from "@sello/sdk";
import {
  type DecisionReceipt,
  type Replay,
  type ReplayedDocument,
  type ReplayedReceipt,
  replayPresentations,
} from "@sello/sdk/decision";
import type { OnlineVerifier } from "@sello/sdk/online";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { readInput } from "../readInput.ts";
import { serverOptions, serverUrl } from "../server.ts";
import { complain, print, shown } from "../terminal.ts";
import { openVerifier } from "../verifier.ts";

const read = (file: string): Presentation =>
  parsePresentation(readInput(file, limits.selloFileBytesMax));

/** Nobody is asked. Without a pinned trust list there is no verdict, and no seal was looked at. */
async function judge(
  verifier: OnlineVerifier,
  presentation: Presentation,
): Promise<ReplayedDocument> {
  if ((await verifier.trustList()) === null) return { presentation };
  const policy = { mayBeUnknown: ["status"] } as const;
  const { verdict } = await verifier.verify(presentation, { policy, offline: true });
  return { presentation, verdict };
}

function describe(receipt: DecisionReceipt): void {
  const { item, itemVersion, rules, outcome, decidedBy, engine, at, timeZone, path } = receipt;
  print(`Item: ${shown(item)}, version ${itemVersion}. Rules: version ${rules.version}.`);
  print(`Asked for: ${new Date(at * 1_000).toISOString()} (days counted in ${shown(timeZone)}).`);
  print(`Decided: ${outcome}, by ${decidedBy === "rules" ? "the rules" : "a person"}.`);
  print(`The rules gave: ${receipt.rulesOutcome}, row ${shown(path[0] ?? "none")}.`);
  print(`Engine: ${shown(engine.name)} ${shown(engine.version)}.`);
}

/** What a replay found, in a line. */
function toLine(found: Replay): string {
  if (found.kind === "same")
    return `Same outcome: the published rules give ${found.outcome}, row ${shown(found.path[0] ?? "none")}.`;
  if (found.kind === "altered") return `Altered: ${alteredWords[found.what]}`;
  if (found.kind === "cannot-tell")
    return found.why === "rules"
      ? "Cannot tell: the rule version that it names is not at hand. Name its file with --rules."
      : `Cannot tell: these inputs are not opened: ${found.missing.map(shown).join(", ")}.`;
  const { row, fact, value } = found.parted;
  const where = [
    row === null ? "before any row" : `at row ${shown(row)}`,
    fact === null ? "" : `, fact ${shown(fact)}`,
    value === null ? "" : ` (${shown(String(value))})`,
  ].join("");
  return `Other outcome: the published rules give ${found.outcome}, row ${shown(found.path[0] ?? "none")}. They part ${where}.`;
}

const alteredWords = {
  receipt: "the receipt is not as it was issued.",
  rules: "the rules are not those that the receipt names.",
  file: "the file was damaged on its way, or changed. Get it again.",
  input: "an input is not the one that the receipt commits to.",
} as const;

/** As of a verdict: what nobody could check is not called good. */
function toExitCode({ replay: { kind }, isSealed }: ReplayedReceipt): number {
  if (kind === "other" || kind === "altered") return exitCodes.failed;
  return kind === "same" && isSealed === true ? exitCodes.ok : exitCodes.unknown;
}

export const replayCommand: Command = {
  name: "replay",
  usage: "FILE [--rules FILE] [--trust FILE]",
  summary: "Decides again, by the published rules, what a decision receipt says was decided.",
  details: [
    "FILE is a decision receipt, whole or with inputs left out; --rules is the rule version that it names.",
    "Both are documents, and are checked as any, by the pinned trust list. No server is asked.",
    "Exit codes: 0 same outcome, 1 other outcome or altered, 2 nobody can tell: inputs are not opened, the rules are",
    "not at hand, or there is no trust list to check the seals by.",
    "  --rules FILE the rule version",
    "  --trust FILE the trust list to judge them by, instead of the one kept",
  ].join("\n"),
  options: {
    server: serverOptions.server,
    rules: { type: "string" },
    trust: { type: "string" },
  },
  async run([file, ...rest], options: OptionValues) {
    if (!file || rest.length > 0) throw new UsageError("Name one receipt.");
    const trust = textOption(options, "trust");
    const rules = textOption(options, "rules");
    const verifier = openVerifier(serverUrl(options), trust && callerPath(trust));
    const receipt = await judge(verifier, read(file));
    const versions = rules === undefined ? [] : [await judge(verifier, read(rules))];
    const found = replay(file, receipt, versions);
    if (found.receipt !== null) describe(found.receipt);
    const line = toLine(found.replay);
    const code = toExitCode(found);
    if (code === exitCodes.ok) print(line);
    else complain(line);
    if (found.replay.kind !== "altered" && found.isSealed === null)
      complain("The seals could not be checked. Pin a trust list with ./sello trust pin.");
    return code;
  },
};

function replay(
  file: string,
  receipt: ReplayedDocument,
  versions: readonly ReplayedDocument[],
): ReplayedReceipt {
  try {
    return replayPresentations(receipt, versions);
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    throw new CliError(`${shown(file)}: ${error.message} (${error.code})`, exitCodes.failed);
  }
}
