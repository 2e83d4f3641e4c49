import { createHash } from "node:crypto";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, textOption } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { readInput } from "../readInput.ts";
import { officerClient, serverOptions } from "../server.ts";

const requestBytesMax = 1_048_576;

function readRequest(file: string): unknown {
  try {
    return JSON.parse(readInput(file, requestBytesMax).toString("utf8"));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${file} is not JSON.`, exitCodes.noInput);
  }
}

export const issue: Command = {
  name: "issue",
  usage: "REQUEST.json --as AUTHORITY [--key NAME]",
  summary: "Issues one document from a JSON file (- for standard input).",
  details:
    'The file is what POST /v1/documents takes: {"type": …, "claims": {…}}.\n' +
    "--key NAME is the idempotency key; by default it is made from the request, so that the same\n" +
    "command again gives the same document.",
  options: { ...serverOptions, key: { type: "string" } },
  async run(words, options) {
    const [file] = words;
    if (!file || words.length > 1) throw new UsageError("Name one file.");
    const body = readRequest(file);
    const digest = createHash("sha256").update(JSON.stringify(body)).digest("hex");
    const issued = await officerClient(options).post<{ id: string; state: string }>(
      "/v1/documents",
      body,
      { "Idempotency-Key": textOption(options, "key") ?? digest },
    );
    console.log(`${issued.id}  ${issued.state}`);
    return exitCodes.ok;
  },
};
