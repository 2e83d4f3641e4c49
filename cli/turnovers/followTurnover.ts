import { setTimeout as sleep } from "node:timers/promises";
import type { Client, Output } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { exitCodes } from "../exitCodes.ts";
import { ProgressBar } from "../ProgressBar.ts";
import { print, shown } from "../terminal.ts";
import { stateWords, stepWord, turnoverWords } from "./turnoverWords.ts";

type Turnover = Output<"getTurnover">;

const lookMs = 500;

export function describeTurnover(turnover: Turnover, language: Language): string {
  const { id, kind, authority, state, error } = turnover;
  const line = `${id}  ${shown(kind).padEnd(14)}  ${shown(authority)}  ${stateWords[state][language]}: ${describeStep(turnover, language)}`;
  return error === null ? line : `${line}\n  ${shown(error.detail)} (${shown(error.code)})`;
}

function describeStep({ step, done, of }: Turnover, language: Language): string {
  const count = done === null ? "" : ` ${done}${of === null ? "" : `/${of}`}`;
  return `${stepWord(step, language)}${count}`;
}

/** What it is and what it says of itself; what officers are to sign. */
export function showTurnover(turnover: Turnover, language: Language): void {
  print(describeTurnover(turnover, language));
  for (const [name, value] of Object.entries(turnover.details))
    print(`  ${shown(name)}: ${shown(value)}`);
  if (turnover.toSign.length === 0) return;
  print(`  ${turnoverWords[language].toSign(turnover)}`);
  for (const operation of turnover.toSign) print(`    ${shown(JSON.stringify(operation))}`);
}

/** Follows it until it ends, or waits for people. @returns the exit code */
export async function followTurnover(
  client: Client,
  id: string,
  language: Language,
): Promise<number> {
  const bar = new ProgressBar(process.stderr);
  let latest = await client.getTurnover({ params: { id } });
  while (latest.state === "running") {
    const { done, of } = latest;
    bar.show(done !== null && of ? done / of : 0, describeStep(latest, language));
    await sleep(lookMs);
    latest = await client.getTurnover({ params: { id } });
  }
  bar.end();
  showTurnover(latest, language);
  return exitCodeOf(latest);
}

export const exitCodeOf = ({ state }: Turnover): number =>
  state === "failed" ? exitCodes.failed : exitCodes.ok;
