import { createHash } from "node:crypto";
import { apiLimits } from "@sello/api";
import type { Input } from "@sello/api/client";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, textOption } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { readInput } from "../readInput.ts";
import { officerClient, serverOptions } from "../server.ts";
import { print, shown } from "../terminal.ts";

/** Whether it is a request is for the service to say. */
function readRequest(file: string): Input<"issueDocument">["body"] {
  try {
    return JSON.parse(readInput(file, apiLimits.requestBodyBytes).toString("utf8"));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${shown(file)} is not JSON.`, exitCodes.noInput);
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
    const issued = await officerClient(options).issueDocument({
      headers: { "idempotency-key": textOption(options, "key") ?? digest },
      body,
    });
    print(`${shown(issued.id)}  ${issued.state}`);
    return exitCodes.ok;
  },
};
