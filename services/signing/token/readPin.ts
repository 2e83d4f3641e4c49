import { readFileSync, statSync } from "node:fs";
import { TokenError } from "./errors.ts";

/** Read or written by the group, or by others. */
const sharedModes = 0o077;

/**
 * The PIN of the token's user, without the line's end.
 * @throws TokenError `token.pin_file`
 */
export function readPin(file: string): string {
  let pin: string;
  try {
    // Windows has no such modes.
    if (process.platform !== "win32" && (statSync(file).mode & sharedModes) !== 0)
      throw unusable(file, "is open to other accounts. Make its mode 0600");
    pin = readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    if (error instanceof TokenError) throw error;
    throw unusable(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (pin === "") throw unusable(file, "is empty");
  return pin;
}

const unusable = (file: string, what: string): TokenError =>
  new TokenError(
    "token.pin_file",
    `The file with the token's PIN, ${file} (SELLO_TOKEN_PIN_FILE), ${what}.`,
    { file },
  );
