import { readFileSync, statSync } from "node:fs";
import { type FileEncoding, fileEncodings, guessUtf16 } from "@sello/api";
import { CliError, UsageError } from "./CliError.ts";
import { type OptionValues, textOption } from "./Command.ts";
import { callerPath } from "./callerPath.ts";
import { exitCodes } from "./exitCodes.ts";
import { shown } from "./terminal.ts";

export const encodingOption = { encoding: { type: "string" } } as const;

/** `--encoding`, if it is one that is read. */
export function chosenEncoding(options: OptionValues): FileEncoding | undefined {
  const asked = textOption(options, "encoding")?.toLowerCase();
  if (!asked) return undefined;
  const found = fileEncodings.find((encoding) => encoding === (otherNames[asked] ?? asked));
  if (found === undefined)
    throw new UsageError(`--encoding is one of: ${fileEncodings.join(", ")}.`);
  return found;
}

const otherNames: Readonly<Record<string, FileEncoding>> = {
  utf8: "utf-8",
  gbk: "gb18030",
  gb2312: "gb18030",
  ansi: "gb18030",
  utf16le: "utf-16le",
  utf16be: "utf-16be",
  cp1252: "windows-1252",
};

/** Reads a file named by the user, up to `bytesMax`. `-` is standard input. */
export function readInput(name: string, bytesMax: number): Buffer {
  try {
    if (name !== "-" && statSync(callerPath(name)).size > bytesMax)
      throw new CliError(`${shown(name)} is larger than ${bytesMax} bytes.`, exitCodes.noInput);
    return readFileSync(name === "-" ? 0 : callerPath(name));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`${shown(name)} cannot be read: ${describe(error)}`, exitCodes.noInput);
  }
}

/** Reads text, without a byte order mark. What is not of the encoding is refused, and said by name if it shows. */
export function readText(name: string, bytesMax: number, encoding?: FileEncoding): string {
  const bytes = readInput(name, bytesMax);
  const found = encoding ?? guessUtf16(bytes) ?? "utf-8";
  if (encoding === undefined && found !== "utf-8")
    throw refusal(name, `it looks like ${found}, which Windows PowerShell writes`, found);
  const text = decode(bytes, found);
  if (text !== null) return text;
  if (found === "utf-8" && decode(bytes, "gb18030") !== null)
    throw refusal(name, "it looks like GBK (ANSI)", "gb18030");
  throw new CliError(
    `${shown(name)} is not ${found.toUpperCase()}. Save it as UTF-8.`,
    exitCodes.noInput,
  );
}

/** Null: there are bytes that are not of the encoding. */
export function decode(bytes: Uint8Array, encoding: FileEncoding, stream = false): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream });
  } catch {
    return null;
  }
}

const refusal = (name: string, what: string, encoding: FileEncoding): CliError =>
  new CliError(
    `${shown(name)} is not UTF-8: ${what}. Save it as UTF-8, or give --encoding ${encoding}.`,
    exitCodes.noInput,
  );

const describe = (error: unknown): string =>
  shown(error instanceof Error ? error.message : String(error));
