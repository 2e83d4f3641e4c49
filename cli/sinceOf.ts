import { UsageError } from "./CliError.ts";
import { type OptionValues, textOption } from "./Command.ts";

/** Unix seconds of `--since`, which is a time in ISO 8601; nothing without it. */
export function sinceOf(options: OptionValues): { since?: number } {
  const text = textOption(options, "since");
  if (text === undefined) return {};
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || ms < 0)
    throw new UsageError("--since is a time such as 2026-11-29T08:00:00Z.");
  return { since: Math.floor(ms / 1000) };
}
