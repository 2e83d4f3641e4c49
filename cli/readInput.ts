import { readFileSync, statSync } from "node:fs";
import { CliError } from "./CliError.ts";
import { callerPath } from "./callerPath.ts";
import { exitCodes } from "./exitCodes.ts";
import { shown } from "./terminal.ts";

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

const describe = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
