import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Config } from "../platform/config.ts";
import { ConfigError, StartError } from "../platform/errors.ts";
import { writeWhole } from "../platform/writeWhole.ts";

const charactersMin = 32;
/** An operator keeps the file where the program may only read it. */
const deniedCodes = new Set(["EACCES", "EPERM", "EROFS", "EBUSY", "EXDEV"]);

/**
 * The file with the secret that seals private keys. While that one changes it holds two, a line each, the new one
 * last. The demo makes the file at the first start; a real deployment brings its own, so that a missing file is never
 * answered by a new secret.
 */
export class SealingKeyFile {
  readonly #config: Pick<Config, "keyFile" | "demo">;

  constructor(config: Pick<Config, "keyFile" | "demo">) {
    this.#config = config;
  }

  /** Throws `ConfigError`, and `StartError` for what is no secret. */
  read(): readonly string[] {
    const { keyFile, demo } = this.#config;
    if (!existsSync(keyFile)) {
      if (!demo) throw new ConfigError(`SELLO_KEY_FILE: ${keyFile} does not exist`);
      writeWhole(keyFile, toText([newSecret()]));
    }
    const lines = readFileSync(keyFile, "utf8").split("\n");
    const secrets = lines.map((line) => line.trim()).filter((line) => line !== "");
    if (secrets.length > 0 && secrets.every(({ length }) => length >= charactersMin))
      return secrets;
    throw new StartError(
      "data.damaged",
      `The sealing key in ${keyFile} is ${secrets.length === 0 ? "empty" : "cut short"}, and without it the private keys cannot be opened. Put back a copy of it; one is in every backup that was made --with-sealing-key. Without such a copy, ./sello reset starts over.`,
      { file: keyFile },
    );
  }

  /** Adds a new secret to the one that is there. @returns false when the file may not be written */
  addNew(): boolean {
    return this.#write([...this.read(), newSecret()]);
  }

  /** Forgets all but the last. @returns false when the file may not be written */
  keepLast(): boolean {
    return this.#write(this.read().slice(-1));
  }

  #write(secrets: readonly string[]): boolean {
    try {
      writeWhole(this.#config.keyFile, toText(secrets));
      return true;
    } catch (error) {
      if (error instanceof Error && "code" in error && deniedCodes.has(String(error.code)))
        return false;
      throw error;
    }
  }
}

const newSecret = (): string => randomBytes(32).toString("base64url");
const toText = (secrets: readonly string[]): string => `${secrets.join("\n")}\n`;
