import { UsageError } from "../CliError.ts";
import type { Command } from "../Command.ts";
import { exitCodes } from "../exitCodes.ts";
import { print } from "../terminal.ts";

function describeAll(commands: readonly Command[]): string {
  const named = commands.filter((command) => !command.hidden);
  const width = Math.max(...named.map(({ name }) => name.length)) + 2;
  const lines = named.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
  return [
    "Sello: documents of a city that anyone can verify.",
    "",
    "Usage: ./sello COMMAND …",
    "",
    ...lines,
    "",
    "./sello help COMMAND explains one.",
  ].join("\n");
}

function describeOne(command: Command): string {
  const lines = [`Usage: ./sello ${command.name} ${command.usage}`, "", command.summary];
  if (command.details) lines.push("", command.details);
  return lines.join("\n");
}

export type Commands = {
  readonly find: (name: string) => Promise<Command | null>;
  /** In the order in which they are listed. */
  readonly loadAll: () => Promise<readonly Command[]>;
};

/** The command that explains the others. */
export const helpOf = ({ find, loadAll }: Commands): Command => ({
  name: "help",
  usage: "[COMMAND]",
  summary: "Lists the commands, or explains one.",
  async run([name]) {
    if (!name) {
      print(describeAll(await loadAll()));
      return exitCodes.ok;
    }
    const command = await find(name);
    if (!command) throw new UsageError(`There is no command "${name}".`);
    print(describeOne(command));
    return exitCodes.ok;
  },
});
