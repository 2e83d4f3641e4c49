import type { OptionValues } from "./Command.ts";
import { run } from "./run.ts";

/** Runs a script of the project by this Node, with the words and options of the command line. */
export function runScript(
  path: string,
  words: readonly string[],
  options: OptionValues,
): Promise<number> {
  const given = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}=${value}`];
  });
  const quiet = "--disable-warning=ExperimentalWarning";
  return run(process.execPath, [quiet, path, ...words, ...given]);
}
