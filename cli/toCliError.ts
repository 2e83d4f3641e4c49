import { ApiFailure, ApiProblem } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { OnlineError } from "@sello/sdk/online";
import { CliError } from "./CliError.ts";
import { exitCodes } from "./exitCodes.ts";
import { chosenLanguage } from "./language.ts";
import { shown } from "./terminal.ts";

type ProblemViolation = NonNullable<ApiProblem["problem"]["violations"]>[number];

/** A failure that a user can do something about, with its exit code; null for a fault of ours. */
export function toCliError(error: unknown, language: Language = chosenLanguage()): CliError | null {
  if (error instanceof CliError) return error;
  if (error instanceof ApiProblem) return describeProblem(error, language);
  if (error instanceof ApiFailure || error instanceof OnlineError) {
    const isAway = /\.(unreachable|timeout)$/.test(error.code);
    const hint = isAway ? " Is it running (./sello up)?" : "";
    return new CliError(
      `${shown(error.message)}${hint}`,
      isAway ? exitCodes.unavailable : exitCodes.failed,
    );
  }
  return null;
}

function describeProblem({ problem }: ApiProblem, language: Language): CliError {
  const { code, detail, status, violations = [], document, words } = problem;
  const own = (words as Partial<Record<Language, unknown>> | undefined)?.[language];
  const about = typeof document === "string" ? `, document ${shown(document)}` : "";
  const lines = [
    shown(typeof own === "string" ? own : detail),
    ...violations.flatMap((violation) => describeViolation(violation, language)),
    `  (${shown(code)}${about})`,
  ];
  return new CliError(lines.join("\n"), status >= 500 ? exitCodes.unavailable : exitCodes.failed);
}

/** Where and what is wrong; below it, in the reader's language, what would be right. */
function describeViolation(
  { pointer, message, rule }: ProblemViolation,
  language: Language,
): string[] {
  const right = rule === undefined ? [] : [`      ${shown(rule[language])}`];
  return [`  ${shown(pointer)}: ${shown(message)}`, ...right];
}
