import { readFileSync } from "node:fs";
import type { Client, Input } from "@sello/api/client";
import { CliError, UsageError } from "../CliError.ts";
import type { Command } from "../Command.ts";
import { callerPath } from "../callerPath.ts";
import { exitCodes } from "../exitCodes.ts";
import { chosenLanguage, languageOption } from "../language.ts";
import { officerClient, serverOptions } from "../server.ts";
import { print, shown } from "../terminal.ts";
import {
  describeTurnover,
  exitCodeOf,
  followTurnover,
  showTurnover,
} from "../turnovers/followTurnover.ts";
import { turnoverWords } from "../turnovers/turnoverWords.ts";

/** Whether they are signed requests is for the service to say. */
function readSigned(file: string): Input<"signTurnover">["body"] {
  try {
    return JSON.parse(readFileSync(callerPath(file), "utf8"));
  } catch {
    throw new CliError(`${shown(file)} cannot be read as JSON.`, exitCodes.noInput);
  }
}

const sign = (client: Client, [id, file, ...more]: readonly string[]) => {
  if (!id || !file || more.length > 0)
    throw new UsageError("Name the turnover and the file with the signed requests.");
  return client.signTurnover({ params: { id }, body: readSigned(file) });
};

export const turnovers: Command = {
  name: "turnovers",
  usage: "[ID [--wait] | sign ID FILE] --as AUTHORITY",
  summary: "Shows changes of keys, accounts and witnesses; sends what officers signed for one.",
  details:
    "FILE holds signed requests as JSON, as POST /v1/registry-changes takes them, in the order in which they are asked for.",
  options: { ...serverOptions, ...languageOption, wait: { type: "boolean" } },
  async run([verb, ...words], options) {
    const client = officerClient(options);
    const language = chosenLanguage(options);
    if (verb === undefined) {
      const { turnovers: all } = await client.listTurnovers();
      if (all.length === 0) print(turnoverWords[language].none);
      for (const each of all) print(describeTurnover(each, language));
      return exitCodes.ok;
    }
    if (verb !== "sign" && words.length > 0) throw new UsageError("Name one turnover.");
    const id = verb === "sign" ? (await sign(client, words)).id : verb;
    if (options.wait) return followTurnover(client, id, language);
    const found = await client.getTurnover({ params: { id } });
    showTurnover(found, language);
    return exitCodeOf(found);
  },
};
