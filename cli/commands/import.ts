import { createReadStream, createWriteStream, statSync } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client, Input, Output } from "@sello/api/client";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { ProgressBar } from "../ProgressBar.ts";
import { officerClient, serverOptions } from "../server.ts";
import { print, shown } from "../terminal.ts";

type Progress = Pick<
  Output<"getImport">,
  "id" | "state" | "rows" | "ratePerSecond" | "secondsLeft" | "error"
>;

const shownRejections = 10;

const mediaTypes = { csv: "text/csv", ndjson: "application/x-ndjson" } as const;

function mediaTypeOf(file: string, options: OptionValues) {
  const format = textOption(options, "format") ?? (/\.(nd)?jsonl?$/i.test(file) ? "ndjson" : "csv");
  if (format !== "csv" && format !== "ndjson") throw new UsageError("--format is csv or ndjson.");
  return mediaTypes[format];
}

function queryOf(file: string, options: OptionValues): Input<"startImport">["query"] {
  const type = textOption(options, "type");
  if (!type) throw new UsageError("Say which document type, with --type.");
  return {
    type,
    fileName: basename(file),
    mapping: mappingOf(options),
    delimiter: delimiterOf(options),
    dryRun: options["dry-run"] ? true : undefined,
  };
}

function delimiterOf(options: OptionValues): Input<"startImport">["query"]["delimiter"] {
  const text = textOption(options, "delimiter");
  if (text === undefined || text === "") return undefined;
  if (text === "," || text === ";" || text === "\t") return text;
  throw new UsageError("--delimiter is a comma, a semicolon or a tab.");
}

/** Whether it maps columns to claims is for the service to say. */
function mappingOf(options: OptionValues): Input<"startImport">["query"]["mapping"] {
  const text = textOption(options, "mapping");
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError("--mapping takes a JSON object: column names to claims.");
  }
}

async function upload(client: Client, file: string, options: OptionValues): Promise<Progress> {
  const path = callerPath(file);
  const bytes = sizeOf(path, file);
  const bar = new ProgressBar(process.stderr);
  let sent = 0;
  const content = createReadStream(path).on("data", (chunk) => {
    sent += chunk.length;
    bar.show(bytes === 0 ? 1 : sent / bytes, "sending the file");
  });
  const received = await client.startImport({
    query: queryOf(file, options),
    body: {
      type: mediaTypeOf(file, options),
      content: Readable.toWeb(content) as unknown as ReadableStream<Uint8Array>,
    },
  });
  bar.end();
  return received;
}

function sizeOf(path: string, name: string): number {
  try {
    return statSync(path).size;
  } catch {
    throw new CliError(`${shown(name)} cannot be read.`, exitCodes.noInput);
  }
}

const describe = ({ rows, ratePerSecond, secondsLeft }: Progress): string => {
  const left = secondsLeft === null ? "" : `, ${Math.ceil(secondsLeft)} s left`;
  return `${rows.done} of ${rows.total} rows, ${Math.round(ratePerSecond)}/s${left}`;
};

/** Follows to the end; a connection that breaks is taken up again, for the work goes on without us. */
async function follow(client: Client, start: Progress): Promise<Progress> {
  const bar = new ProgressBar(process.stderr);
  const params = { id: start.id };
  let latest = start;
  while (latest.state === "running" || latest.state === "receiving") {
    for await (const { data } of await client.followImport({ params })) {
      latest = data;
      bar.show(
        latest.rows.total === 0 ? 0 : latest.rows.done / latest.rows.total,
        describe(latest),
      );
    }
    latest = await client.getImport({ params });
  }
  bar.end();
  return latest;
}

async function showRejections(client: Client, id: string): Promise<void> {
  const { rejections } = await client.listRejections({
    params: { id },
    query: { limit: shownRejections },
  });
  for (const { line, violations } of rejections)
    for (const violation of violations)
      print(
        `  line ${line}: ${shown(violation.field)} ${shown(violation.message)} (${shown(violation.code)})`,
      );
}

async function saveResult(client: Client, id: string, file: string): Promise<void> {
  const content = await client.getImportResult({ params: { id } });
  await pipeline(
    content as unknown as AsyncIterable<Uint8Array>,
    createWriteStream(callerPath(file), { mode: 0o600 }),
  );
  print(`What became of every row: ${shown(file)}`);
}

async function report(client: Client, end: Progress, options: OptionValues): Promise<number> {
  const { rows, state, error } = end;
  const good = options["dry-run"] ? `${rows.valid} valid` : `${rows.issued} issued`;
  print(
    `${state}: ${good}, ${rows.existing} issued before, ${rows.rejected} rejected, of ${rows.total} rows (import ${end.id})`,
  );
  if (error) print(`  ${shown(error.message)} (${shown(error.code)})`);
  if (rows.rejected > 0) await showRejections(client, end.id);
  const output = textOption(options, "output");
  if (output) await saveResult(client, end.id, output);
  return state === "done" && rows.rejected === 0 ? exitCodes.ok : exitCodes.failed;
}

export const importCommand: Command = {
  name: "import",
  usage: "FILE --type TYPE --as AUTHORITY [--dry-run] [-o RESULT] …",
  summary: "Issues a document for every row of a CSV or NDJSON file.",
  details: [
    "Running the same file again issues nothing twice: each row has a natural key, such as an ID number.",
    "  --as AUTHORITY     whose key of the demo to use (or set SELLO_API_KEY)",
    "  --dry-run          checks every row and issues nothing",
    '  --mapping JSON     column names to claims, such as \'{"Nombre":"name","notes":null}\'',
    "  --delimiter C      comma, semicolon or tab; found in the header if not said",
    "  --format csv|ndjson",
    "  -o FILE            writes what became of every row",
    "Ctrl-C leaves the import at work; ./sello imports shows, pauses and cancels.",
    "Exit code: 0 when every row is issued or was before, 1 when some were rejected.",
  ].join("\n"),
  options: {
    ...serverOptions,
    type: { type: "string" },
    mapping: { type: "string" },
    delimiter: { type: "string" },
    format: { type: "string" },
    "dry-run": { type: "boolean" },
    output: { type: "string", short: "o" },
  },
  async run(words, options) {
    const [file] = words;
    if (!file || words.length > 1) throw new UsageError("Name one file.");
    const client = officerClient(options);
    const end = await follow(client, await upload(client, file, options));
    return report(client, end, options);
  },
};
