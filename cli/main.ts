import { inspect } from "node:util";
import { UsageError } from "./CliError.ts";
import type { Command, OptionValues } from "./Command.ts";
import { findCommand } from "./commands.ts";
import { exitCodes } from "./exitCodes.ts";
import { chosenLanguage } from "./language.ts";
import { parseArguments } from "./parseArguments.ts";
import { complain } from "./terminal.ts";
import { toCliError } from "./toCliError.ts";

/** Runs a command; what a user can do something about is said in their language. */
async function runIn(
  command: Command,
  words: readonly string[],
  options: OptionValues,
): Promise<number> {
  try {
    return await command.run(words, options);
  } catch (error) {
    throw toCliError(error, chosenLanguage(options)) ?? error;
  }
}

async function run(name: string, args: readonly string[]): Promise<number> {
  const command = await findCommand(name);
  if (!command) throw new UsageError(`There is no command "${name}". ./sello help lists them.`);
  try {
    const { options, words } = parseArguments(command.options ?? {}, args);
    if (options.help) return (await (await findCommand("help"))?.run([name], {})) ?? exitCodes.ok;
    return await runIn(command, words, options);
  } catch (error) {
    if (error instanceof UsageError) complain(`Usage: ./sello ${command.name} ${command.usage}`);
    throw error;
  }
}

async function main(): Promise<number> {
  const [name = "help", ...args] = process.argv.slice(2);
  const asked = name === "--help" || name === "-h" ? "help" : name;
  try {
    return await run(asked, args);
  } catch (error) {
    const failure = toCliError(error);
    if (failure) {
      complain(`sello: ${failure.message}`);
      return failure.exitCode;
    }
    complain("sello: something unexpected went wrong.");
    complain(inspect(error));
    return exitCodes.software;
  }
}

process.exitCode = await main();
