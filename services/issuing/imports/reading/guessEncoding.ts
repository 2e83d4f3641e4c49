import { type FileEncoding, guessUtf16 } from "@sello/api";
import { isArchive, isOldWorkbook, wrongEncoding } from "./refusals.ts";

/** Refuses what is not text at all, and UTF-16 unless that was said. */
export function refuseOtherFiles(start: Buffer, encoding: FileEncoding): void {
  const magic = start.toString("latin1", 0, 4);
  if (magic === "PK\x03\x04") throw isArchive();
  if (magic === "\xd0\xcf\x11\xe0") throw isOldWorkbook();
  if (encoding.startsWith("utf-16")) return;
  const found = guessUtf16(start);
  if (found !== null) throw wrongEncoding(encoding, 1, found);
}

/** What bytes that are not UTF-8 may be: for a person to look at, never to be read without a yes. */
export function guessEncoding(bytes: Buffer): FileEncoding | null {
  const isChinese = decodes(bytes, "gb18030");
  // In Chinese text the high bytes come in pairs, in Western text mostly alone.
  const runs = bytes.toString("latin1").match(/[\x80-\xff]+/g) ?? [];
  const alone = runs.filter((run) => run.length % 2 === 1).length;
  if (isChinese && alone * 2 <= runs.length) return "gb18030";
  return decodes(bytes, "windows-1252") ? "windows-1252" : isChinese ? "gb18030" : null;
}

function decodes(bytes: Buffer, encoding: FileEncoding): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a text has none of these
    return !/[\x00\x80-\x9f\ue000-\uf8ff]/.test(text);
  } catch {
    return false;
  }
}
