import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Config } from "../platform/config.ts";
import { ConfigError, StartError } from "../platform/errors.ts";
import { writeWhole } from "../platform/writeWhole.ts";

/**
 * The secret that seals private keys, from its file. The demo makes one at the first start; a real
 * deployment brings its own, so that a missing file is never answered by a new secret.
 */
export function readSealingSecret(config: Pick<Config, "keyFile" | "demo">): string {
  const { keyFile, demo } = config;
  if (!existsSync(keyFile)) {
    if (!demo) throw new ConfigError(`SELLO_KEY_FILE: ${keyFile} does not exist`);
    writeWhole(keyFile, `${randomBytes(32).toString("base64url")}\n`);
  }
  const secret = readFileSync(keyFile, "utf8").trim();
  if (secret.length >= 32) return secret;
  throw new StartError(
    "data.damaged",
    `The sealing key in ${keyFile} is ${secret === "" ? "empty" : "cut short"}, and without it the private keys cannot be opened. Put back a copy of it; one is in every backup that was made --with-sealing-key. Without such a copy, ./sello reset starts over.`,
    { file: keyFile },
  );
}
