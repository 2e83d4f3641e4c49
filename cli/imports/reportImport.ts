import type { Client, Output } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { exitCodes } from "../exitCodes.ts";
import { print, shown } from "../terminal.ts";
import { importWords } from "./importWords.ts";

export type Progress = Pick<
  Output<"getImport">,
  "id" | "state" | "rows" | "ratePerSecond" | "secondsLeft" | "error"
>;

type Violation = Output<"listRejections">["rejections"][number]["violations"][number];

const shownRejections = 10;

/** What was read of the file, before anything is signed: a number such as 1.234 is seen as what it became. */
export function showReading(
  { reading }: Output<"startImport">,
  language: Language,
  isDryRun: boolean,
): void {
  const words = importWords[language];
  const { sheet, otherSheets, firstRows } = reading;
  if (sheet !== null && otherSheets.length > 0)
    print(words.otherSheets(shown(sheet), otherSheets.map(shown).join(", ")));
  if (!isDryRun || firstRows.length === 0) return;
  print(words.firstRows);
  for (const { line, claims } of firstRows) {
    print(`  ${words.line(line)}:`);
    for (const [claim, value] of Object.entries(claims))
      print(`    ${shown(claim)} = ${shown(JSON.stringify(value))}`);
  }
}

/** What became of the rows. @returns the exit code */
export async function reportImport(
  client: Client,
  { id, rows, state, error }: Progress,
  { language, isDryRun }: { readonly language: Language; readonly isDryRun: boolean },
): Promise<number> {
  const words = importWords[language];
  print(`${words.states[state]}: ${words.summary(rows, isDryRun)} (import ${id})`);
  if (error) print(`  ${shown(wordsOf(error, language))} (${shown(error.code)})`);
  if (rows.cellsCleaned > 0) print(`  ${words.cleaned(rows.cellsCleaned)}`);
  if (rows.rejected > 0) await showRejections(client, id, rows.rejected, language);
  return state === "done" && rows.rejected === 0 ? exitCodes.ok : exitCodes.failed;
}

async function showRejections(
  client: Client,
  id: string,
  count: number,
  language: Language,
): Promise<void> {
  const words = importWords[language];
  const { rejections } = await client.listRejections({
    params: { id },
    query: { limit: shownRejections },
  });
  for (const { line, document, violations } of rejections)
    for (const violation of violations) {
      const about = document === null ? "" : `, ${shown(document)}`;
      const what = describe(violation, language);
      print(`  ${words.line(line)}${what} (${shown(violation.code)}${about})`);
    }
  if (count > rejections.length) print(`  ${words.more(count - rejections.length)}`);
}

/** The cell, what is wrong with it and what would be right. */
function describe({ field, column, message, words, rule }: Violation, language: Language): string {
  const place = column === undefined ? "" : importWords[language].column(column);
  const name = field === "" ? "" : ` "${shown(field)}"`;
  const said = words?.[language] ?? message;
  const right = rule === undefined ? "" : ` – ${shown(rule[language])}`;
  return `${place}${name}: ${shown(said)}${right}`;
}

/** The words of an error in the reader's language, where the service gave them. */
function wordsOf(error: NonNullable<Progress["error"]>, language: Language): string {
  const { words } = error.data as { words?: Partial<Record<Language, unknown>> };
  const said = words?.[language];
  return typeof said === "string" ? said : error.message;
}
