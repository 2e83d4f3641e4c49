import { createReadStream } from "node:fs";
import { ApiFailure } from "@sello/api/client";
import { AuditError, AuditExportReader, type AuditExportSummary } from "@sello/sdk/log";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { judgeHead } from "../judgeHead.ts";
import { publicClient, serverOptions, serverUrl } from "../server.ts";
import { complain, print, shown } from "../terminal.ts";
import { openVerifier, pinnedTrustList } from "../verifier.ts";

/** Longest line that an export has, with room: its parts are limited where they are written. */
const lineCharactersMax = 65_536;

/** Lines of a file of any size, none of them longer than it may be. */
async function* linesOf(file: string): AsyncIterable<string> {
  let rest = "";
  for await (const chunk of createReadStream(callerPath(file), { encoding: "utf8" })) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
    if (rest.length > lineCharactersMax)
      throw new CliError(`${shown(file)}: a line is too long for an export.`, exitCodes.failed);
  }
  if (rest !== "") yield rest;
}

async function read(file: string): Promise<AuditExportSummary> {
  const reader = new AuditExportReader();
  try {
    for await (const line of linesOf(file)) reader.push(line);
    return reader.end();
  } catch (error) {
    if (error instanceof AuditError) throw toCliError(file, error);
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "EISDIR" || code === "EACCES")
      throw new CliError(`${shown(file)} cannot be read.`, exitCodes.noInput);
    throw error;
  }
}

function toCliError(file: string, { code, message, data }: AuditError): CliError {
  const where = typeof data.line === "number" ? `, line ${data.line}` : "";
  return new CliError(`${shown(file)}${where}: ${message} (${code})`, exitCodes.failed);
}

/** The hash that the audit has at this place: what the user kept, or the service's own word; null: nobody was asked. */
async function expected({ to }: AuditExportSummary, options: OptionValues): Promise<string | null> {
  const kept = textOption(options, "hash");
  if (kept !== undefined) return kept.toLowerCase();
  if (options.offline === true) return null;
  try {
    return (await publicClient(options).getAuditPlace({ query: { position: to } })).hash;
  } catch (error) {
    if (error instanceof ApiFailure) complain(`note: not compared: ${shown(error.message)}`);
    else throw error;
    return null;
  }
}

/**
 * What the head in the export says of its lines, with nothing but what is kept here.
 * @returns the exit code; null: there is no head in it, or nothing to judge it by
 */
async function judgeByHead(
  { head, to }: AuditExportSummary,
  options: OptionValues,
): Promise<number | null> {
  if (head === null) return null;
  const trust = textOption(options, "trust");
  const verifier = openVerifier(serverUrl(options), trust && callerPath(trust));
  try {
    await pinnedTrustList(verifier);
  } catch (error) {
    if (!(error instanceof CliError) || trust !== undefined) throw error;
    complain(`note: the head in it was not judged: ${error.message}`);
    return null;
  }
  const { file, position, hash } = head;
  const wanted = { file, type: "audit-head", claims: { position, hash } } as const;
  const judged = await judgeHead(verifier, wanted, options.offline === true);
  if (!judged.isGood) {
    complain(`sello: the head in it, of position ${head.position}: ${shown(judged.why)}`);
    return exitCodes.failed;
  }
  print(`Lines up to ${head.position} are those of the audit: the log has its head there.`);
  if (head.position === to) return exitCodes.ok;
  print(`Lines ${head.position + 1} to ${to} came after it.`);
  return options["until-head"] ? exitCodes.ok : null;
}

export const verifyAudit: Command = {
  name: "verify-audit",
  usage: "FILE [--hash HEX | --offline [--until-head]] [--trust FILE]",
  summary: "Checks an export of the audit: was a line changed, moved, added or taken away?",
  details: [
    "The lines of an export give a hash. It is compared with the one that the service tells everybody",
    "(`GET /v1/audit/chain`), or with one that you kept from before, or from somebody else.",
    "  --hash HEX   what the audit has to have at the export's last position",
    "An export brings along the newest head of the audit that is in the log, a document by the city: with",
    "the pinned trust list it says without network that the lines up to it are the audit's.",
    "  --offline    asks nobody: of lines after the head, or without one, more is not known (exit code 2)",
    "  --until-head nothing is asked of lines after the head: exit code 0 when those up to it are right",
    "  --trust FILE the trust list to judge the head by, instead of the one kept",
  ].join("\n"),
  options: {
    server: serverOptions.server,
    hash: { type: "string" },
    offline: { type: "boolean" },
    "until-head": { type: "boolean" },
    trust: { type: "string" },
  },
  async run([file, ...rest], options) {
    if (!file || rest.length > 0) throw new UsageError("Name one file.");
    const summary = await read(file);
    const { from, to, hash, shown: visible, hidden } = summary;
    print(`Positions ${from} to ${to}: ${visible} lines shown, ${hidden} of others as hashes.`);
    print(`Hash at ${to}: ${hash}`);
    const byHead = await judgeByHead(summary, options);
    if (byHead !== null) return byHead;
    const wanted = await expected(summary, options);
    if (wanted === null) {
      print("The lines fit one another. Whether they are the network's was not asked.");
      return exitCodes.unknown;
    }
    if (wanted === hash) {
      print("The lines are those of the audit.");
      return exitCodes.ok;
    }
    complain(`sello: the audit has another hash there: ${shown(wanted)}`);
    return exitCodes.failed;
  },
};
