import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import type { FileEncoding } from "@sello/api";
import type { Client, Input } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { type FileKind, fileKindOf, mediaTypes, readStart } from "../imports/fileKind.ts";
import { followImport, saveResult } from "../imports/followImport.ts";
import { importWords } from "../imports/importWords.ts";
import { guessedEncoding, offerEncoding } from "../imports/offerEncoding.ts";
import { reportImport, showReading } from "../imports/reportImport.ts";
import { chosenLanguage, languageOption } from "../language.ts";
import { ProgressBar } from "../ProgressBar.ts";
import { chosenEncoding, encodingOption } from "../readInput.ts";
import { officerClient, serverOptions } from "../server.ts";
import { print, shown } from "../terminal.ts";

function kindOf(path: string, file: string, options: OptionValues): FileKind {
  const asked = textOption(options, "format");
  if (asked === undefined) return fileKindOf(readStart(path, file));
  if (asked in mediaTypes) return asked as FileKind;
  throw new UsageError(`--format is one of: ${Object.keys(mediaTypes).join(", ")}.`);
}

function queryOf(
  file: string,
  options: OptionValues,
  encoding: FileEncoding | undefined,
): Input<"startImport">["query"] {
  const type = textOption(options, "type");
  if (!type) throw new UsageError("Say which document type, with --type.");
  return {
    type,
    fileName: basename(file),
    mapping: mappingOf(options),
    delimiter: delimiterOf(options),
    encoding,
    sheet: textOption(options, "sheet"),
    dryRun: options["dry-run"] ? true : undefined,
  };
}

function delimiterOf(options: OptionValues): Input<"startImport">["query"]["delimiter"] {
  const text = textOption(options, "delimiter");
  if (text === undefined || text === "") return undefined;
  if (text === "," || text === ";" || text === "\t" || text === "|") return text;
  if (text === "tab" || text === "\\t") return "\t";
  throw new UsageError("--delimiter is a comma, a semicolon, a tab or a vertical bar.");
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

/** Sends the file; one in another encoding is sent again when the officer has seen what it would read as. */
async function send(client: Client, file: string, options: OptionValues) {
  const asked = chosenEncoding(options);
  try {
    return await upload(client, file, options, asked);
  } catch (error) {
    const guessed = asked === undefined ? guessedEncoding(error) : null;
    const sent = { path: callerPath(file), name: file };
    if (guessed === null || !(await offerEncoding(sent, guessed, chosenLanguage(options))))
      throw error;
    return upload(client, file, options, guessed);
  }
}

async function upload(
  client: Client,
  file: string,
  options: OptionValues,
  encoding: FileEncoding | undefined,
) {
  const path = callerPath(file);
  const bytes = sizeOf(path, file);
  const query = queryOf(file, options, encoding);
  const type = mediaTypes[kindOf(path, file, options)];
  const bar = new ProgressBar(process.stderr);
  let sent = 0;
  const content = createReadStream(path).on("data", (chunk) => {
    sent += chunk.length;
    bar.show(bytes === 0 ? 1 : sent / bytes, importWords[chosenLanguage(options)].sending);
  });
  try {
    return await client.startImport({
      query,
      body: { type, content: Readable.toWeb(content) as unknown as ReadableStream<Uint8Array> },
    });
  } finally {
    bar.end();
  }
}

function sizeOf(path: string, name: string): number {
  try {
    return statSync(path).size;
  } catch {
    throw new CliError(`${shown(name)} cannot be read.`, exitCodes.noInput);
  }
}

async function importFile(file: string, options: OptionValues, language: Language) {
  const client = officerClient(options);
  const isDryRun = options["dry-run"] === true;
  const received = await send(client, file, options);
  showReading(received, language, isDryRun);
  const end = await followImport(client, received, language);
  const code = await reportImport(client, end, { language, isDryRun });
  const output = textOption(options, "output");
  if (output) await saveResult(client, end.id, output, language);
  if (isDryRun && end.state === "done") print(importWords[language].next(end.id));
  return code;
}

export const importCommand: Command = {
  name: "import",
  usage: "FILE --type TYPE --as AUTHORITY [--dry-run] [-o RESULT] …",
  summary: "Issues a document for every row of a CSV, JSON or .xlsx file.",
  details: [
    "Columns are named as the claims, or by their titles in Chinese, Spanish or English.",
    "Running the same file again issues nothing twice: each row has a natural key, such as an ID number.",
    "  --as AUTHORITY     whose key of the demo to use (or set SELLO_API_KEY)",
    "  --dry-run          checks every row and issues nothing",
    '  --mapping JSON     column names to claims, such as \'{"Nombre":"name","notes":null}\'',
    "  --delimiter C      comma, semicolon, tab or |; found in the header, or in a line sep=, if not said",
    "  --encoding E       gb18030 (GBK, ANSI), utf-16le, utf-16be, big5, windows-1252; UTF-8 if not said",
    "  --sheet NAME       of a workbook; the first sheet if not said",
    "  --format csv|ndjson|xlsx   seen in the file if not said",
    "  --lang zh|es|en    language of the reasons",
    "  -o FILE            writes what became of every row",
    "Ctrl-C leaves the import at work; ./sello imports shows, pauses and cancels.",
    "The rows of a check are kept for seven days: ./sello imports issue ID issues them without the file,",
    "./sello imports discard ID gives them up.",
    "Exit code: 0 when every row is issued or was before, 1 when some were rejected, such as those",
    "whose document was revoked or has expired.",
  ].join("\n"),
  options: {
    ...serverOptions,
    ...languageOption,
    ...encodingOption,
    sheet: { type: "string" },
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
    return importFile(file, options, chosenLanguage(options));
  },
};
