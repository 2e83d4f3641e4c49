import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import {
  type DocumentListStatus,
  type DocumentState,
  documentListStatuses,
  documentStates,
  erasureReasons,
  readingReasons,
  searchKinds,
} from "@sello/api";
import { ApiProblem, type Output } from "@sello/api/client";
import { UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { writeWhole } from "../files.ts";
import { formatTime } from "../formatVerdict.ts";
import { saveStream } from "../saveStream.ts";
import { officerClient, serverOptions } from "../server.ts";
import { complain, print, printJson, shown } from "../terminal.ts";

/** Documents in one list, by default. */
const listed = 20;
/** How long `save` waits for a proof, by default: what is issued now is anchored and cosigned in a few seconds. */
const proofWaitSeconds = 60;
const proofStepMs = 500;

const isDocumentState = (text: string): text is DocumentState =>
  (documentStates as readonly string[]).includes(text);

const isListStatus = (text: string): text is DocumentListStatus =>
  (documentListStatuses as readonly string[]).includes(text);

/** One line. */
export const describeDocument = (document: Output<"getDocument">): string => {
  const { value, effective } = document.status;
  const status = effective ? value : `${value} (on its way to the chain)`;
  return `${shown(document.id)}  ${shown(document.type)}  ${document.state}  ${status}  ${formatTime(document.issuedAt)}`;
};

async function list(options: OptionValues): Promise<void> {
  const state = textOption(options, "state");
  if (state !== undefined && !isDocumentState(state))
    throw new UsageError(`--state is one of: ${documentStates.join(", ")}.`);
  const status = textOption(options, "status");
  if (status !== undefined && !isListStatus(status))
    throw new UsageError(`--status is one of: ${documentListStatuses.join(", ")}.`);
  const limit = Number(textOption(options, "limit") ?? listed);
  if (!(limit >= 1)) throw new UsageError("--limit takes a number from 1 on.");
  const page = await officerClient(options).listDocuments({
    query: {
      type: textOption(options, "type"),
      after: textOption(options, "after"),
      state,
      status,
      limit,
    },
  });
  for (const document of page.documents) print(describeDocument(document));
  if (page.next) complain(`More: --after '${shown(page.next)}'`);
}

/** Asks again while the proof does not exist yet, and says so once. @throws the last answer after `seconds` */
async function onceProved<T>(seconds: number, ask: () => Promise<T>): Promise<T> {
  const endMs = performance.now() + seconds * 1000;
  for (let isTold = false; ; isTold = true) {
    try {
      return await ask();
    } catch (error) {
      const isPending = error instanceof ApiProblem && error.is("proof.pending");
      if (!isPending || performance.now() >= endMs) throw error;
      if (!isTold) complain(`Waiting up to ${seconds} s for its proof…`);
      await delay(proofStepMs);
    }
  }
}

async function save(id: string, options: OptionValues): Promise<void> {
  const reason = reasonOf(options, readingReasons, "delivery");
  const seconds = Number(textOption(options, "wait") ?? proofWaitSeconds);
  if (!(seconds >= 0)) throw new UsageError("--wait takes a number of seconds from 0 on.");
  const client = officerClient(options);
  const query = options["post-quantum"]
    ? ({ reason, cosignatures: "post-quantum" } as const)
    : { reason };
  const file = await onceProved(seconds, () => client.getSelloFile({ params: { id }, query }));
  const content = Buffer.from(file);
  const output = textOption(options, "output");
  // The file holds every claim: only its owner may read it.
  if (output) writeWhole(callerPath(output), content, 0o600);
  else process.stdout.write(content);
  if (output) complain(`${shown(output)}: ${content.length} bytes`);
}

async function readLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line.trim();
  return "";
}

/** Throws `UsageError` for one that there is not. */
function reasonOf<Reason extends string>(
  options: OptionValues,
  reasons: Readonly<Record<Reason, unknown>>,
  fallback?: Reason,
): Reason {
  const reason = textOption(options, "reason") ?? fallback;
  if (reason !== undefined && Object.hasOwn(reasons, reason)) return reason as Reason;
  throw new UsageError(`--reason is one of: ${Object.keys(reasons).join(", ")}.`);
}

async function find(options: OptionValues): Promise<void> {
  const by = searchKinds.find((kind) => kind === textOption(options, "by"));
  if (by === undefined) throw new UsageError(`--by is one of: ${searchKinds.join(", ")}.`);
  const reason = reasonOf(options, readingReasons);
  if (process.stdin.isTTY) complain(`The ${by}, and Enter:`);
  const type = textOption(options, "type");
  const after = textOption(options, "after");
  const found = await officerClient(options).searchDocuments({
    body: {
      by,
      // Not an argument: those are shown to everybody on the machine, and kept in the shell's history.
      value: await readLine(),
      reason,
      limit: Number(textOption(options, "limit") ?? listed),
      ...(type === undefined ? {} : { type }),
      ...(after === undefined ? {} : { after }),
    },
  });
  for (const document of found.documents) print(describeDocument(document));
  const last = found.documents.at(-1);
  if (found.more && last) complain(`More: --after ${shown(last.id)}`);
  if (last === undefined) complain("No such document.");
}

async function exportAll(options: OptionValues): Promise<void> {
  const type = textOption(options, "type");
  const output = textOption(options, "output");
  if (!output) throw new UsageError("Name a file with -o.");
  const body = {
    reason: reasonOf(options, readingReasons),
    ...(type === undefined ? {} : { type }),
  };
  const lines = await officerClient(options).exportDocuments({ body });
  complain(`${shown(output)}: ${await saveStream(lines, output)} bytes`);
}

async function erase(id: string, options: OptionValues): Promise<void> {
  const reason = reasonOf(options, erasureReasons);
  const { erased } = await officerClient(options).eraseDocument({
    params: { id },
    body: { reason },
  });
  for (const each of erased) print(`${shown(each)}  erased`);
}

async function show(id: string, options: OptionValues): Promise<void> {
  const client = officerClient(options);
  const document = await client.getDocument({ params: { id } });
  const { acts } = await client.getStatusHistory({ params: { id } });
  printJson({ ...document, acts });
}

export const documents: Command = {
  name: "documents",
  usage:
    "[show ID | save ID -o FILE.sello [--post-quantum] | find | export -o FILE | erase ID] --as AUTHORITY [--type TYPE] [--state STATE] [--status STATUS]",
  summary: "Lists an authority's documents; shows, finds and erases; saves one with its proof.",
  details: [
    "  find             --by number, person (an ID number) or name: asks for it, whole; needs --reason",
    "  export -o FILE   what all of them say, of one --type or of every; needs --reason, and a key that may export",
    "  erase ID         destroys what a document says, for good, when it has ended; needs --reason",
    "  --reason CODE    why what documents say is read; kept in the audit. Of save, `delivery` by default",
    "  --post-quantum   saves with the witnesses' ML-DSA-44 cosignatures too, which quantum computers do not",
    "                   forge: some 40 KB more",
    `  --wait SECONDS   how long save waits for a proof that does not exist yet; ${proofWaitSeconds} by default`,
  ].join("\n"),
  options: {
    ...serverOptions,
    type: { type: "string" },
    state: { type: "string" },
    status: { type: "string" },
    after: { type: "string" },
    limit: { type: "string" },
    output: { type: "string", short: "o" },
    "post-quantum": { type: "boolean" },
    by: { type: "string" },
    reason: { type: "string" },
    wait: { type: "string" },
  },
  async run([verb, id, ...more], options) {
    if (verb === undefined) await list(options);
    else if (verb === "show" && id && more.length === 0) await show(id, options);
    else if (verb === "save" && id && more.length === 0) await save(id, options);
    else if (verb === "export" && id === undefined) await exportAll(options);
    else if (verb === "find" && id === undefined) await find(options);
    else if (verb === "erase" && id && more.length === 0) await erase(id, options);
    else throw new UsageError("Say nothing, or show ID, save ID, find, export, or erase ID.");
    return exitCodes.ok;
  },
};
