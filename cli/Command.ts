import type { ParseArgsConfig } from "node:util";

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** One command of `./sello`: what help shows of it, the options it takes, and what it does. */
export type Command = {
  readonly name: string;
  /** Words after the name, as help shows them: `FILE [--offline]`. */
  readonly usage: string;
  /** One line. */
  readonly summary: string;
  /** What else a user wants to know; shown by `./sello help NAME`. */
  readonly details?: string;
  readonly options?: NonNullable<ParseArgsConfig["options"]>;
  /** Commands that are for the machine itself are not listed. */
  readonly hidden?: boolean;
  /** @returns the exit code */
  run(words: readonly string[], options: OptionValues): Promise<number>;
};

/** A text option's value, or undefined. */
export const textOption = (options: OptionValues, name: string): string | undefined => {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
};
