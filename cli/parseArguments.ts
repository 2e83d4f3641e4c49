import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./CliError.ts";
import type { OptionValues } from "./Command.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * The options and words that a command was given. The value of an option may begin with a dash, as one in 64 thumbprints of keys
 * does. @throws UsageError
 */
export function parseArguments(
  known: Options,
  args: readonly string[],
): { readonly options: OptionValues; readonly words: readonly string[] } {
  const options: Options = { ...known, help: { type: "boolean", short: "h" } };
  try {
    const { values, positionals } = parseArgs({
      ...{ args: joinValues(options, args), options },
      ...{ allowPositionals: true, strict: true },
    });
    return { options: values as OptionValues, words: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `--key -abc` as `--key=-abc`, which can be read in one way alone. */
function joinValues(options: Options, args: readonly string[]): string[] {
  const joined: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const [arg = "", next = ""] = args.slice(index);
    if (arg === "--") return [...joined, ...args.slice(index)];
    const name = nameOf(options, arg);
    const takesNext =
      name !== null && options[name]?.type === "string" && /^-./.test(next) && next !== "--";
    if (takesNext && nameOf(options, next.split("=", 1)[0] ?? "") === null) {
      joined.push(`--${name}=${next}`);
      index += 1;
    } else joined.push(arg);
  }
  return joined;
}

/** The option that an argument is; null: no option of the command, or one that brings its value along. */
function nameOf(options: Options, arg: string): string | null {
  if (arg.startsWith("--")) return Object.hasOwn(options, arg.slice(2)) ? arg.slice(2) : null;
  const found = Object.entries(options).find(([, { short }]) => arg === `-${short}`);
  return found?.[0] ?? null;
}
