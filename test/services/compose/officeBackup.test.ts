import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { copyOffices, placeOffices } from "../../../services/compose/officeBackup.ts";
import type { Config } from "../../../services/platform/config.ts";
import { OfficeKeys } from "../../../services/trust-signer/OfficeKeys.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sello-offices-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const secretOf = (office: string) => `the own sealing secret of the office ${office}`;

/** A document type that an office has accepted. */
const acceptedType = `type.0x${"a1".repeat(32)}.json`;

/** A data folder with the service's sealing key. */
function dataFolder(name: string, sealingKey: string): Config {
  const dataDirectory = join(root, name);
  const keyFile = join(dataDirectory, "sealing-key");
  mkdirSync(dataDirectory);
  writeFileSync(keyFile, sealingKey);
  return { dataDirectory, keyFile, demo: true } as Config;
}

async function foundOffice({ dataDirectory }: Config, office: string): Promise<string> {
  const directory = join(dataDirectory, "trust-signers", office);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "sealing-key"), secretOf(office));
  writeFileSync(join(directory, "signed-head"), "a head");
  writeFileSync(join(directory, acceptedType), "{}");
  writeFileSync(join(directory, "token"), "a token");
  writeFileSync(join(directory, "history-1-0xab"), "{}");
  const keys = new OfficeKeys(directory, () => secretOf(office));
  return (await keys.follow(null, `sello.example/${office}`)).vkey;
}

const sealingKey = "the service's sealing key, long enough";

test("offices come back with their keys, and what seals them is in no backup in clear", async () => {
  const from = dataFolder("from", sealingKey);
  const keys = [await foundOffice(from, "audit"), await foundOffice(from, "city")];
  const unpacked = join(root, "unpacked");
  const names = await copyOffices(from, unpacked);
  assert.deepEqual(names.filter((name) => name.includes("audit")).sort(), [
    "trust-signers/audit/key.1.json",
    "trust-signers/audit/sealing-key",
    "trust-signers/audit/signed-head",
    `trust-signers/audit/${acceptedType}`,
  ]);
  for (const name of names)
    assert.ok(!readFileSync(join(unpacked, name), "utf8").includes("own sealing secret"), name);
  const to = dataFolder("to", sealingKey);
  await placeOffices(to, unpacked);
  for (const [i, office] of ["audit", "city"].entries()) {
    const directory = join(to.dataDirectory, "trust-signers", office);
    const secret = readFileSync(join(directory, "sealing-key"), "utf8").trim();
    const [opened] = await new OfficeKeys(directory, () => secret).all();
    assert.equal(opened?.vkey, keys[i]);
  }
  await placeOffices(to, unpacked);
});

test("another sealing key opens them not, and leaves nothing behind", async () => {
  const from = dataFolder("from", sealingKey);
  await foundOffice(from, "audit");
  const unpacked = join(root, "unpacked");
  await copyOffices(from, unpacked);
  const to = dataFolder("to", "another sealing key, which is long enough too");
  await assert.rejects(placeOffices(to, unpacked), { code: "sealed_key.seal_broken" });
  assert.equal(existsSync(join(to.dataDirectory, "trust-signers")), false);
});

test("offices of another network that are there are not taken for those of the backup", async () => {
  const from = dataFolder("from", sealingKey);
  await foundOffice(from, "audit");
  const unpacked = join(root, "unpacked");
  await copyOffices(from, unpacked);
  const to = dataFolder("to", sealingKey);
  const other = await foundOffice(to, "audit");
  await assert.rejects(placeOffices(to, unpacked), { code: "backup.data_exists" });
  const directory = join(to.dataDirectory, "trust-signers", "audit");
  assert.deepEqual(new OfficeKeys(directory, () => secretOf("audit")).names, [other]);
});
