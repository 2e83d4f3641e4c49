import { createReadStream, createWriteStream, statSync } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import type { ApiClient } from "../ApiClient.ts";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { ProgressBar } from "../ProgressBar.ts";
import { readEvents } from "../readEvents.ts";
import { officerClient, serverOptions } from "../server.ts";

type Progress = {
  readonly id: string;
  readonly state: "receiving" | "running" | "paused" | "done" | "cancelled" | "failed";
  readonly rows: {
    readonly total: number;
    readonly done: number;
    readonly issued: number;
    readonly existing: number;
    readonly valid: number;
    readonly rejected: number;
  };
  readonly ratePerSecond: number;
  readonly secondsLeft: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
};

type Rejections = {
  readonly rejections: readonly {
    readonly line: number;
    readonly violations: readonly { field: string; code: string; message: string }[];
  }[];
};

const shownRejections = 10;

const mediaTypes = { csv: "text/csv", ndjson: "application/x-ndjson" } as const;

function mediaTypeOf(file: string, options: OptionValues): string {
  const format = textOption(options, "format") ?? (/\.(nd)?jsonl?$/i.test(file) ? "ndjson" : "csv");
  if (format !== "csv" && format !== "ndjson") throw new UsageError("--format is csv or ndjson.");
  return mediaTypes[format];
}

function queryOf(file: string, options: OptionValues): URLSearchParams {
  const type = textOption(options, "type");
  if (!type) throw new UsageError("Say which document type, with --type.");
  const query = new URLSearchParams({ type, fileName: basename(file) });
  const mapping = textOption(options, "mapping");
  const delimiter = textOption(options, "delimiter");
  if (mapping) query.set("mapping", mapping);
  if (delimiter) query.set("delimiter", delimiter);
  if (options["dry-run"]) query.set("dryRun", "true");
  return query;
}

async function upload(client: ApiClient, file: string, options: OptionValues): Promise<Progress> {
  const path = callerPath(file);
  const bytes = sizeOf(path, file);
  const bar = new ProgressBar(process.stderr);
  let sent = 0;
  const content = createReadStream(path).on("data", (chunk) => {
    sent += chunk.length;
    bar.show(bytes === 0 ? 1 : sent / bytes, "sending the file");
  });
  const response = await client.request(`/v1/imports?${queryOf(file, options)}`, {
    method: "POST",
    headers: { "Content-Type": mediaTypeOf(file, options) },
    body: Readable.toWeb(content) as unknown as BodyInit,
    duplex: "half",
    longLived: true,
  });
  bar.end();
  return (await response.json()) as Progress;
}

function sizeOf(path: string, name: string): number {
  try {
    return statSync(path).size;
  } catch {
    throw new CliError(`${name} cannot be read.`, exitCodes.noInput);
  }
}

const describe = ({ rows, ratePerSecond, secondsLeft }: Progress): string => {
  const left = secondsLeft === null ? "" : `, ${Math.ceil(secondsLeft)} s left`;
  return `${rows.done} of ${rows.total} rows, ${Math.round(ratePerSecond)}/s${left}`;
};

/** Follows to the end; a connection that breaks is taken up again, for the work goes on without us. */
async function follow(client: ApiClient, start: Progress): Promise<Progress> {
  const bar = new ProgressBar(process.stderr);
  let latest = start;
  while (latest.state === "running" || latest.state === "receiving") {
    const response = await client.request(`/v1/imports/${start.id}/events`, { longLived: true });
    for await (const { event, data } of readEvents(response)) {
      if (event !== "progress") continue;
      latest = JSON.parse(data) as Progress;
      bar.show(
        latest.rows.total === 0 ? 0 : latest.rows.done / latest.rows.total,
        describe(latest),
      );
    }
    latest = await client.json<Progress>(`/v1/imports/${start.id}`);
  }
  bar.end();
  return latest;
}

async function showRejections(client: ApiClient, id: string): Promise<void> {
  const page = await client.json<Rejections>(
    `/v1/imports/${id}/rejections?limit=${shownRejections}`,
  );
  for (const { line, violations } of page.rejections)
    for (const violation of violations)
      console.log(`  line ${line}: ${violation.field} ${violation.message} (${violation.code})`);
}

async function saveResult(client: ApiClient, id: string, file: string): Promise<void> {
  const response = await client.request(`/v1/imports/${id}/result`, { longLived: true });
  if (!response.body) return;
  const content = Readable.fromWeb(response.body as ReadableStream);
  await pipeline(content, createWriteStream(callerPath(file), { mode: 0o600 }));
  console.log(`What became of every row: ${file}`);
}

async function report(client: ApiClient, end: Progress, options: OptionValues): Promise<number> {
  const { rows, state, error } = end;
  const good = options["dry-run"] ? `${rows.valid} valid` : `${rows.issued} issued`;
  console.log(
    `${state}: ${good}, ${rows.existing} issued before, ${rows.rejected} rejected, of ${rows.total} rows (import ${end.id})`,
  );
  if (error) console.log(`  ${error.message} (${error.code})`);
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
