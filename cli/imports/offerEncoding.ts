import { createInterface } from "node:readline/promises";
import { type FileEncoding, fileEncodings } from "@sello/api";
import { ApiProblem } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { decode } from "../readInput.ts";
import { complain, shown } from "../terminal.ts";
import { readStart } from "./fileKind.ts";
import { importWords } from "./importWords.ts";

const shownRows = 2;
const startBytes = 65_536;
const rowCharacters = 300;

/** What a refused file looks like, if the service could say. */
export function guessedEncoding(error: unknown): FileEncoding | null {
  if (!(error instanceof ApiProblem) || error.problem.code !== "import.encoding") return null;
  const { looksLike } = error.problem;
  return fileEncodings.find((encoding) => encoding === looksLike) ?? null;
}

/**
 * Shows two rows of a file as they would be read, and asks whether that is right: a wrong encoding gives other
 * characters without a word. Only at a terminal; elsewhere the answer is no.
 */
export async function offerEncoding(
  file: { readonly path: string; readonly name: string },
  encoding: FileEncoding,
  language: Language,
): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const text = decode(readStart(file.path, file.name, startBytes), encoding, true);
  if (text === null) return false;
  const words = importWords[language];
  complain(words.looksLike(encoding));
  for (const row of firstRows(text)) complain(`  ${shown(row.slice(0, rowCharacters))}`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^\s*(?:y|yes|s|sí|si|是|对)\s*$/i.test(await terminal.question(words.readIt));
  } finally {
    terminal.close();
  }
}

/** The row of column names and the two after it. */
const firstRows = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .filter((row) => row.trim() !== "")
    .slice(0, 1 + shownRows);
