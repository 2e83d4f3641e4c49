import { toCityTime, toVisibleText } from "@sello/sdk";
import type { PageTexts } from "../PageTexts.ts";
import type { Row } from "./judgeFolder.ts";

/** Cells of a row, as the table and the file have them. */
export function toCells(row: Row, { words }: PageTexts): readonly string[] {
  const { path, outcome, reason, issuer, type, expiresAt, timeZone, next } = row;
  const end = expiresAt === null ? "" : toCityTime(expiresAt, { timeZone, isEnd: true });
  const answer = outcome === null ? "–" : words[outcome];
  return [path, answer, reason, issuer, type, end, next].map((text) => toVisibleText(text));
}

export const toTitles = ({ words }: PageTexts): readonly string[] => [
  words.file,
  words.answer,
  words.reason,
  words.issuer,
  words.type,
  words.expires,
  words.next,
];

/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
export function toCsv(rows: readonly Row[], texts: PageTexts): string {
  const lines = [toTitles(texts), ...rows.map((row) => toCells(row, texts))];
  return `\ufeff${lines.map((cells) => cells.map(toCell).join(",")).join("\r\n")}\r\n`;
}

/** A cell that begins like a formula would be worked out by a spreadsheet: names of files are other people's. */
function toCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
