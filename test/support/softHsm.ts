import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildDriver } from "../../scripts/token/buildDriver.ts";
import type { TokenSettings } from "../../services/platform/config.ts";

/** Where Debian, Fedora and Homebrew put SoftHSM2 (Debian's package `softhsm2`). */
const places = [
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib64/pkcs11/libsofthsm2.so",
  "/opt/homebrew/lib/softhsm/libsofthsm2.so",
];

export const softHsmModule = (): string => {
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error("SoftHSM2 is not installed (apt-get install softhsm2)");
  return found;
};

export type SoftToken = TokenSettings & {
  /** SOFTHSM2_CONF, for other processes. */
  readonly configuration: string;
  readonly pin: string;
  setPin(text: string, mode?: number): void;
  /** Takes the token away, as who pulls a plug; with false it is back. */
  take(away: boolean): void;
  remove(): void;
};

/**
 * A token of its own in a temporary folder, with a label of its own. This process uses it from now on: SoftHSM reads
 * SOFTHSM2_CONF whenever it starts.
 */
export function makeSoftToken(): SoftToken {
  buildDriver();
  const folder = mkdtempSync(join(tmpdir(), "sello-token-"));
  const [tokens, configuration] = [join(folder, "tokens"), join(folder, "softhsm2.conf")];
  mkdirSync(tokens, { mode: 0o700 });
  writeFileSync(
    configuration,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  process.env.SOFTHSM2_CONF = configuration;
  const label = `sello ${randomBytes(4).toString("hex")}`;
  const [pin, pinFile] = ["a pin of the tests", join(folder, "pin")];
  const args = ["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "12345678"];
  execFileSync("softhsm2-util", args, { env: process.env, stdio: ["ignore", "ignore", "inherit"] });
  const setPin = (text: string, mode = 0o600) => {
    rmSync(pinFile, { force: true });
    writeFileSync(pinFile, text, { mode });
  };
  setPin(`${pin}\n`);
  return {
    module: softHsmModule(),
    label,
    pinFile,
    configuration,
    pin,
    setPin,
    take: (away) =>
      away ? renameSync(tokens, `${tokens}.away`) : renameSync(`${tokens}.away`, tokens),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
