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

/** The command that explains the others. */
export const helpOf = (commands: readonly Command[]): Command => ({
  name: "help",
  usage: "[COMMAND]",
  summary: "Lists the commands, or explains one.",
  async run([name]) {
    if (!name) {
      print(describeAll(commands));
      return exitCodes.ok;
    }
    const command = commands.find((candidate) => candidate.name === name);
    if (!command) throw new UsageError(`There is no command "${name}".`);
    print(describeOne(command));
    return exitCodes.ok;
  },
});
