import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { describeEntry } from "../../../../services/operations/backup/describeEntry.ts";
import { parseKeysManifest } from "../../../../services/operations/backup/Manifest.ts";
import { peekManifest } from "../../../../services/operations/backup/readArchive.ts";
import { unpackBackup } from "../../../../services/operations/backup/unpackBackup.ts";
import { writeArchive } from "../../../../services/operations/backup/writeArchive.ts";

const folder = mkdtempSync(join(tmpdir(), "sello-test-archives-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): string => join(folder, name);
const entry = "tables/erasures.copy.gz";
const registry = "ab".repeat(20);
const deployment = { publicUrl: "https://a.example", logOrigin: "a.example/log", registry };
const every = { createdAt: new Date().toISOString(), migrations: [], tables: [], documents: 0 };
const ofData = { ...every, sequences: [], log: null, holdsSealingKey: false };

const oldData = { format: "sello-backup/1", ...ofData } as const;
const newData = { format: "sello-backup/2", deployment, ...ofData } as const;
const ourKeys = { format: "sello-backup-keys/1", deployment, erasures: 0, ...every } as const;

let folders = 0;
function newFolder(): string {
  folders += 1;
  mkdirSync(file(`${folders}`));
  return file(`${folders}`);
}

async function write(
  name: string,
  manifest: Readonly<Record<string, unknown>>,
  content = "what it has".repeat(1_000),
): Promise<string> {
  const source = newFolder();
  mkdirSync(join(source, "tables"));
  writeFileSync(join(source, entry), content);
  const entries = [await describeEntry(entry, join(source, entry))];
  await writeArchive(file(name), source, { ...manifest, entries });
  return file(name);
}

const unpack = (name: string, keys: string | null) =>
  unpackBackup(file(name), keys === null ? null : file(keys), newFolder());

test("a backup takes the keys file beside it, or the one that is named", async () => {
  await write("city", newData);
  await assert.rejects(unpack("city", null), { code: "backup.keys_missing" });
  await write("city.keys", ourKeys, "beside it");
  await write("newer.keys", ourKeys, "newer");
  for (const [named, content] of [
    [null, "beside it"],
    ["newer.keys", "newer"],
  ] as const) {
    const { keys } = await unpack("city", named);
    assert.equal(readFileSync(join(keys?.directory ?? "", entry), "utf8"), content);
  }
  await assert.rejects(unpack("city", "not-there.keys"), { code: "backup.keys_missing" });
});

test("a keys file of another deployment is refused, whatever of it differs", async () => {
  await write("city", newData);
  for (const other of [
    null,
    { ...deployment, publicUrl: "https://b.example" },
    { ...deployment, logOrigin: "b.example/log" },
    { ...deployment, registry: "cd".repeat(20) },
  ]) {
    await write("other.keys", { ...ourKeys, deployment: other });
    await assert.rejects(unpack("city", "other.keys"), { code: "backup.keys_other" });
  }
});

test("a keys file that is damaged, cut off, or none is refused", async () => {
  await write("city", newData);
  const whole = readFileSync(await write("whole.keys", ourKeys));
  const at = Math.floor(whole.length / 2);
  const damaged = Buffer.from(whole);
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  writeFileSync(file("damaged.keys"), damaged);
  writeFileSync(file("cut.keys"), whole.subarray(0, at));
  writeFileSync(file("none.keys"), "no keys file at all");
  for (const [name, code] of [
    ["damaged.keys", /^backup\.damaged$/],
    ["cut.keys", /^backup\.(format|damaged)$/],
    ["none.keys", /^backup\.format$/],
    ["city", /^backup\.format$/],
  ] as const)
    await assert.rejects(unpack("city", name), { code });
  await assert.rejects(unpack("whole.keys", "city"), { code: "backup.format" });
});

test("a backup of an earlier edition needs no keys file, and takes none", async () => {
  await write("old", oldData);
  assert.equal((await unpack("old", null)).keys, null);
  await write("old.keys", ourKeys);
  await assert.rejects(unpack("old", "old.keys"), { code: "backup.keys_needless" });
});

test("what a file says of itself is read without the rest", async () => {
  const whole = readFileSync(await write("whole.keys", ourKeys));
  writeFileSync(file("cut.keys"), whole.subarray(0, 2_048));
  const { erasures } = await peekManifest(file("cut.keys"), parseKeysManifest);
  assert.equal(erasures, 0);
  for (const content of ["", "no keys file"]) {
    writeFileSync(file("none.keys"), content);
    await assert.rejects(peekManifest(file("none.keys"), parseKeysManifest), {
      code: "backup.format",
    });
  }
});
