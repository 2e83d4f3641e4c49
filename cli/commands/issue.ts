import { createHash } from "node:crypto";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, textOption } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { readInput } from "../readInput.ts";
import { officerClient, serverOptions } from "../server.ts";

const claimsBytesMax = 65_536;

function readClaims(file: string): unknown {
  try {
    return JSON.parse(readInput(file, claimsBytesMax).toString("utf8"));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${file} is not JSON.`, exitCodes.noInput);
  }
}

export const issue: Command = {
  name: "issue",
  usage: "CLAIMS.json --type TYPE --as AUTHORITY [--key NAME]",
  summary: "Issues one document from a JSON file of claims (- for standard input).",
  details:
    "--key NAME is the idempotency key; by default it is made from the request, so that the same\n" +
    "command again gives the same document.",
  options: { ...serverOptions, type: { type: "string" }, key: { type: "string" } },
  async run(words, options) {
    const [file] = words;
    const type = textOption(options, "type");
    if (!file || words.length > 1 || !type)
      throw new UsageError("Name one file, and its document type with --type.");
    const body = { type, claims: readClaims(file) };
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
