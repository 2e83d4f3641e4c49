import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { CliError, UsageError } from "../CliError.ts";
import type { Command } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { dataDirectory } from "../files.ts";
import { runFile } from "../runFile.ts";
import { runTask } from "../runTask.ts";
import { print } from "../terminal.ts";

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError("Without a terminal to ask on, say --yes.");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^(y|yes|s|sí|是)$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}

/** Only a folder that Sello made is ever deleted. */
function refuseForeignFolder(folder: string): void {
  if (!existsSync(join(folder, "sello.log")) && !existsSync(join(folder, "postgres")))
    throw new CliError(`${folder} does not look like Sello's data; nothing was deleted.`);
}

export const reset: Command = {
  name: "reset",
  usage: "[--yes]",
  summary: "Deletes the demo's data, after asking, so that the next start begins from nothing.",
  options: { yes: { type: "boolean" } },
  async run(words, options) {
    if (words.length > 0) throw new UsageError("reset takes no words.");
    const folder = dataDirectory();
    if (!existsSync(folder)) {
      print("There is nothing to delete.");
      return exitCodes.ok;
    }
    refuseForeignFolder(folder);
    runFile.refuseUnlocked();
    const sure =
      options.yes === true ||
      (await confirm(`Delete ${folder} with its database, chain and keys, forever? [y/N] `));
    if (!sure) {
      print("Nothing was deleted.");
      return exitCodes.ok;
    }
    // The service's side knows where its database is, and that nobody works with it.
    if (!(await runTask("services/compose/eraseMain.ts", [], "erased"))) return exitCodes.failed;
    print(`Deleted ${folder}.`);
    return exitCodes.ok;
  },
};
