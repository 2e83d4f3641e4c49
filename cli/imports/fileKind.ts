import { closeSync, openSync, readSync } from "node:fs";
import { CliError } from "../CliError.ts";
import { exitCodes } from "../exitCodes.ts";
import { shown } from "../terminal.ts";

export const mediaTypes = {
  csv: "text/csv",
  ndjson: "application/x-ndjson",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

export type FileKind = keyof typeof mediaTypes;

const looked = 4_096;

/** What a file is, by how it begins: its name may say something else. */
export function fileKindOf(start: Buffer): FileKind {
  if (start.toString("latin1", 0, 4) === "PK\x03\x04") return "xlsx";
  // Of UTF-16 too: the zero bytes and marks are left out.
  const text = start.toString("latin1").replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "");
  const first = [...text].find((character) => character !== "\0" && character.trim() !== "");
  return first === "{" || first === "[" ? "ndjson" : "csv";
}

/** The first bytes of a file. */
export function readStart(path: string, name: string, bytes = looked): Buffer {
  const start = Buffer.alloc(bytes);
  try {
    const file = openSync(path, "r");
    try {
      return start.subarray(0, readSync(file, start));
    } finally {
      closeSync(file);
    }
  } catch {
    throw new CliError(`${shown(name)} cannot be read.`, exitCodes.noInput);
  }
}
