import { historyLine } from "@sello/api";
import { type AuthorityId, type Deployment, SelloError, type TrustList } from "@sello/sdk";
import { findStated } from "@sello/sdk/trust";
import type { z } from "zod";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { ChainNode, type HistoryEvent } from "../monitor/ChainNode.ts";
import { readInput } from "../readInput.ts";
import { serverOptions, serverUrl } from "../server.ts";
import { complain, print, shown } from "../terminal.ts";
import { keepEntries, openVerifier, pinnedTrustList } from "../verifier.ts";

type Line = z.output<typeof historyLine>;

/** A registration has a name in three languages and an address; nothing else is as long. */
const fileBytesMax = 65_536;

function read(file: string): Line {
  try {
    return historyLine.parse(JSON.parse(readInput(file, fileBytesMax).toString("utf8")));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(
      `${shown(file)} is no line of a history (sello-history/1).`,
      exitCodes.noInput,
    );
  }
}

/** Where a check leaves the question. */
type Finding = "right" | "wrong" | "open";

/** Of the trust list: signed by offices that rebuilt it from nodes of their own. */
function askTrustList(list: TrustList, { authority, event }: Line): Finding {
  const entry = list.authorities.get(authority as AuthorityId);
  const version = `The trust list (version ${list.head.version})`;
  if (entry === undefined) {
    print(`${version} has no such authority.`);
    return "open";
  }
  const stated = findStated(entry, event, event.at);
  if (stated === "stated") print(`${version} says the same of ${shown(entry.slug)}.`);
  else if (stated === "silent") print(`${version} says nothing of ${shown(event.name)}.`);
  else print(`${version} does not state it. Ask a node (--rpc), which has every event.`);
  return stated === "stated" ? "right" : "open";
}

/** Of a node that the user chose. */
async function askNode(url: string, deployment: Deployment, line: Line): Promise<Finding> {
  const node = new ChainNode(url);
  const chainId = await node.chainId();
  if (chainId !== deployment.chainId)
    throw new CliError(`The node is of chain ${chainId}; the line is of ${deployment.chainId}.`);
  const { transactionHash, logIndex } = line.event;
  const found = await node.historyEvent(deployment, transactionHash, logIndex);
  if (found === null) {
    complain(`The node has no event of the registry there: ${transactionHash}, ${logIndex}.`);
    return "wrong";
  }
  const differing = differences(found, line);
  if (differing.length > 0) {
    complain(`The node's event differs in: ${differing.map(shown).join(", ")}.`);
    return "wrong";
  }
  print(`The node has the same event, in block ${found.block.number} (${found.block.hash}).`);
  return "right";
}

/** Names of what is not the same in the two. */
function differences(found: HistoryEvent, { authority, event }: Line): string[] {
  const said: Record<string, unknown> = { ...event.args, authority };
  if (event.by !== null) said.administrator = event.by;
  const { timestamp, ...args } = found.args;
  const names = [...new Set([...Object.keys(args), ...Object.keys(said)])];
  const isSame = (one: unknown, other: unknown): boolean =>
    String(one).toLowerCase() === String(other).toLowerCase();
  return [
    ...(found.name === event.name ? [] : ["name"]),
    ...(String(found.block.number) === event.blockNumber ? [] : ["blockNumber"]),
    ...(found.at === event.at && Number(timestamp ?? found.at) === event.at ? [] : ["at"]),
    ...names.filter((name) => !isSame(args[name], said[name])),
  ];
}

async function openList(options: OptionValues): Promise<TrustList> {
  const trust = textOption(options, "trust");
  const verifier = openVerifier(serverUrl(options), trust && callerPath(trust));
  const list = await pinnedTrustList(verifier);
  if (options.offline === true) return list;
  try {
    // What happened a moment ago is in a newer list.
    await verifier.succeed(await verifier.fetchTrustList());
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    complain(`note: there may be a newer list: ${shown(error.message)}`);
  }
  return keepEntries(verifier, (await verifier.trustList()) ?? list);
}

export const verifyHistory: Command = {
  name: "verify-history",
  usage: "FILE [--rpc URL] [--offline] [--trust FILE]",
  summary: "Checks a line of an authority's history, as its page saves it.",
  details: [
    "The line is compared with the authority's entry in the trust list, which offices sign that have rebuilt it",
    "from nodes of their own. It tells of keys, accreditations and states, and of no officers.",
    "  --rpc URL   compares it with the receipt of its transaction at a node of the chain that you choose;",
    "               this is as good as that node: the chain's blocks are not checked here",
    "  --offline    asks no service: the trust list is the one that is kept",
    "  --trust FILE the trust list to judge by, instead of the one kept",
    "Exit code: 0 when one of the two says the same, 1 when the node says otherwise, 2 when neither says anything.",
  ].join("\n"),
  options: {
    server: serverOptions.server,
    rpc: { type: "string" },
    offline: { type: "boolean" },
    trust: { type: "string" },
  },
  async run([file, ...rest], options) {
    if (!file || rest.length > 0) throw new UsageError("Name one file.");
    const line = read(file);
    const list = await openList(options);
    print(`${shown(line.event.name)}, ${line.event.transactionHash}, event ${line.event.logIndex}`);
    const findings = [askTrustList(list, line)];
    const url = textOption(options, "rpc");
    const deployment = list.head.deployments[line.event.deployment - 1];
    if (url !== undefined && deployment === undefined)
      throw new CliError(`The trust list has no deployment ${line.event.deployment}.`);
    if (url !== undefined && deployment) findings.push(await askNode(url, deployment, line));
    if (findings.includes("wrong")) return exitCodes.failed;
    return findings.includes("right") ? exitCodes.ok : exitCodes.unknown;
  },
};
