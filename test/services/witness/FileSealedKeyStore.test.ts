import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { SealedKeys } from "../../../services/signing/SealedKeys.ts";
import { FileSealedKeyStore } from "../../../services/witness/FileSealedKeyStore.ts";

const secret = "a secret of the tests, long enough";
const cost = { log2N: 4, r: 8, p: 1 };
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sello-witness-keys-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (with_ = secret) =>
  SealedKeys.open({ store: new FileSealedKeyStore(folder), secret: with_, cost });

test("a witness of before keeps its key, and gets a second one beside it", async () => {
  const first = await (await open()).createOrLoad("futian", "ed25519");
  const before = readFileSync(join(folder, "key.json"), "utf8");
  const keys = await open();
  const second = await keys.createOrLoad("futian+ml-dsa-44", "ml-dsa-44");
  assert.deepEqual(readdirSync(folder).sort(), ["key.json", "key.ml-dsa-44.json"]);
  assert.equal(readFileSync(join(folder, "key.json"), "utf8"), before);
  const again = await open();
  assert.deepEqual((await again.createOrLoad("futian", "ed25519")).publicKey, first.publicKey);
  const { publicKey } = await again.createOrLoad("futian+ml-dsa-44", "ml-dsa-44");
  assert.deepEqual(publicKey, second.publicKey);
  for (const file of readdirSync(folder))
    assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file);
});

test("another secret opens nothing, and makes no second key beside the first", async () => {
  await (await open()).createOrLoad("futian", "ed25519");
  await assert.rejects(open("another secret, as long as the first"), {
    code: "sealed_key.seal_broken",
  });
  assert.deepEqual(readdirSync(folder), ["key.json"]);
});

test("the key of another witness is never written over", async () => {
  await (await open()).createOrLoad("futian", "ed25519");
  await assert.rejects((await open()).createOrLoad("luohu", "ed25519"), /another witness/);
});
