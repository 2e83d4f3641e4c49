import { decodeUtf8 } from "../encoding/utf8.ts";

// What mail, editors, shells and chats do to a text on its way. All of it is outside the text that was signed, so it is
// undone alike wherever a document comes in: file, request, page, paste. See docs/decisions/0121.

/** Bytes as text: UTF-8, or UTF-16 where a byte order mark says so, as PowerShell writes. Throws EncodingError. */
export function decodeTransported(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return decodeUtf8(bytes);
}

const quotes = [`""`, `''`, "“”", "„“", "«»", "‘’", "「」", "``"];

/** Without a byte order mark, outer white space, and a pair of quotes around it all. */
export function trimTransported(text: string): string {
  // Most texts come as they were sent; String.trim counts the byte order mark as white space.
  const trimmed = text.trim();
  const pair = `${trimmed.slice(0, 1)}${trimmed.slice(-1)}`;
  return trimmed.length > 1 && quotes.includes(pair) ? trimmed.slice(1, -1).trim() : trimmed;
}

/** An SD-JWT without the white space that was put between its characters: none of them is white space. */
export function joinLines(text: string): string {
  return /\s/.test(text) ? text.replace(/[\s\ufeff]+/g, "") : text;
}

/** A proof with the line ends that it was written with, and just one at its end. */
export function restoreLineEnds(text: string): string {
  const lines = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  return `${lines.trim()}\n`;
}

/** A `.sello` file without line breaks inside its texts: JSON has none there, so a mail program put them in. */
export function unwrapFile(text: string): string {
  if (!/[\r\n]/.test(text)) return text;
  try {
    JSON.parse(text);
    return text;
  } catch {
    return text.replace(/[\r\n]+/g, "");
  }
}
