import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BackupError } from "../operations/backup/errors.ts";
import type { Config } from "../platform/config.ts";
import { writeWhole } from "../platform/writeWhole.ts";
import { SealBroken } from "../signing/errors.ts";
import { KeySealer } from "../signing/KeySealer.ts";
import { SealingKeyFile } from "../signing/SealingKeyFile.ts";
import { readKeyFiles } from "../trust-signer/officeFiles.ts";
import { officesDirectory } from "./OwnTrustSigners.ts";

// The offices of the embedded default in a backup: their keys as they are sealed, the head that each has signed last, and
// each one's sealing secret, sealed with the service's. So what opens the service's keys opens theirs; what they read of
// the chain is read again.

const folder = "trust-signers";
const secretName = "sealing-key";
const copied = /^(?:key\.\d+\.json|signed-head|type\.0x[0-9a-f]{64}\.json)$/;

const nameOf = (office: string): string => `${folder}/${office}/${secretName}`;

const foldersIn = (directory: string): string[] =>
  existsSync(directory)
    ? readdirSync(directory, { withFileTypes: true }).flatMap((each) =>
        each.isDirectory() ? [each.name] : [],
      )
    : [];

/** To be called before the database is copied: no office has then signed a list that the copy does not have. @returns names of the entries */
export async function copyOffices(config: Config, directory: string): Promise<string[]> {
  const offices = foldersIn(officesDirectory(config));
  if (offices.length === 0) return [];
  const sealer = new KeySealer(new SealingKeyFile(config).read().at(-1) ?? "", null);
  const names: string[] = [];
  for (const office of offices) {
    const from = join(officesDirectory(config), office);
    const to = join(directory, folder, office);
    if (!existsSync(join(from, secretName))) continue;
    mkdirSync(to, { recursive: true, mode: 0o700 });
    for (const file of readdirSync(from).filter((name) => copied.test(name))) {
      copyFileSync(join(from, file), join(to, file));
      names.push(`${folder}/${office}/${file}`);
    }
    const sealed = await sealer.seal(nameOf(office), readFileSync(join(from, secretName)));
    writeWhole(join(to, secretName), sealed.toString("base64"));
    names.push(nameOf(office));
  }
  return names;
}

/**
 * Offices that are there keep their own memory, as witnesses do; they must be the same. Throws `BackupError`
 * `backup.data_exists`, `SealBroken`, and leaves nothing behind then.
 */
export async function placeOffices(config: Config, unpacked: string): Promise<void> {
  if (foldersIn(officesDirectory(config)).length > 0) return requireSame(config, unpacked);
  try {
    for (const office of foldersIn(join(unpacked, folder))) await place(config, unpacked, office);
  } catch (error) {
    rmSync(officesDirectory(config), { recursive: true, force: true });
    throw error;
  }
}

/** The keys of others would be of no use to this network, and those in the backup would be lost. */
function requireSame(config: Config, unpacked: string): void {
  const keysIn = (directory: string) => readKeyFiles(directory).map(({ key }) => key);
  for (const office of foldersIn(join(unpacked, folder))) {
    const there = join(officesDirectory(config), office);
    const known = keysIn(there);
    if (keysIn(join(unpacked, folder, office)).every((key) => known.includes(key))) continue;
    throw new BackupError(
      "backup.data_exists",
      `${there} is of another network: its keys are not those of the backup. Nothing was restored; move it away first.`,
    );
  }
}

async function place(config: Config, unpacked: string, office: string): Promise<void> {
  const from = join(unpacked, folder, office);
  const to = join(officesDirectory(config), office);
  const sealed = Buffer.from(readFileSync(join(from, secretName), "utf8"), "base64");
  const secret = await openSecret(config, nameOf(office), sealed);
  writeWhole(join(to, secretName), secret.toString("utf8"));
  secret.fill(0);
  for (const file of readdirSync(from).filter((name) => copied.test(name)))
    writeWhole(join(to, file), readFileSync(join(from, file), "utf8"));
}

async function openSecret(config: Config, name: string, sealed: Buffer): Promise<Buffer> {
  for (const secret of new SealingKeyFile(config).read().toReversed()) {
    try {
      return await new KeySealer(secret, sealed).open(name, sealed);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
    }
  }
  throw new SealBroken(name);
}
