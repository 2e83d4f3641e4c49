import { createHash } from "node:crypto";
import { apiLimits, findJsonFault, type JsonFault } from "@sello/api";
import type { Input } from "@sello/api/client";
import { CliError, UsageError } from "../CliError.ts";
import { type Command, type OptionValues, textOption } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { languageOption } from "../language.ts";
import { chosenEncoding, encodingOption, readText } from "../readInput.ts";
import { officerClient, serverOptions } from "../server.ts";
import { print, shown } from "../terminal.ts";

/** Whether it is a request is for the service to say. */
function readRequest(file: string, options: OptionValues): Input<"issueDocument">["body"] {
  const text = readText(file, apiLimits.requestBodyBytes, chosenEncoding(options));
  const name = shown(file);
  let body: Input<"issueDocument">["body"];
  try {
    body = JSON.parse(text);
  } catch {
    throw new CliError(`${name} is not JSON.`, exitCodes.noInput);
  }
  const fault = findJsonFault(text);
  if (fault === null) return body;
  const place = shown(fault.pointer || "the request");
  throw new CliError(`${name}: ${place} ${faults[fault.code]}`, exitCodes.noInput);
}

const faults: Readonly<Record<JsonFault["code"], string>> = {
  "row.member_twice": "has a member with the same name twice. Keep one.",
  "row.member_name": "has a member name with a backslash. Write its characters as they are.",
  "number.inexact":
    "is a number that would be read otherwise than it is written. Write a long one in quotes.",
};

export const issue: Command = {
  name: "issue",
  usage: "REQUEST.json --as AUTHORITY [--key NAME] [--encoding E] [--lang zh|es|en]",
  summary: "Issues one document from a JSON file (- for standard input).",
  details:
    'The file is what POST /v1/documents takes: {"type": …, "claims": {…}}, with the\n' +
    'ID number of the holder as "person" where the type has no claim for it.\n' +
    "--key NAME is the idempotency key; by default it is made from the request, so that the same\n" +
    "command again gives the same document.",
  options: { ...serverOptions, ...languageOption, ...encodingOption, key: { type: "string" } },
  async run(words, options) {
    const [file] = words;
    if (!file || words.length > 1) throw new UsageError("Name one file.");
    const body = readRequest(file, options);
    const digest = createHash("sha256").update(JSON.stringify(body)).digest("hex");
    const issued = await officerClient(options).issueDocument({
      headers: { "idempotency-key": textOption(options, "key") ?? digest },
      body,
    });
    print(`${shown(issued.id)}  ${issued.state}`);
    return exitCodes.ok;
  },
};
