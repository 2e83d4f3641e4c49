import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import type { Database } from "../../../services/platform/database/Database.ts";
import { PgSealedKeyStore } from "../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../services/signing/SealedKeys.ts";
import { SealingKeyFile } from "../../../services/signing/SealingKeyFile.ts";
import { SealingSecretTurnover } from "../../../services/turnover/kinds/SealingSecretTurnover.ts";
import type { Turnover } from "../../../services/turnover/Turnover.ts";
import { startPostgres } from "../../support/postgres.ts";

const folder = mkdtempSync(join(tmpdir(), "sello-sealing-"));
const keyFile = join(folder, "sealing-key");
const secret = "the first secret, which is long enough";
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let store: PgSealedKeyStore;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  store = new PgSealedKeyStore(database);
});
after(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await database.query("delete from sealed_keys");
  writeFileSync(keyFile, `${secret}\n`);
});

const file = () => new SealingKeyFile({ keyFile, demo: false });
const open = () => SealedKeys.open({ store, secret: () => file().read() });
const kind = () => new SealingSecretTurnover({ file: file(), store });
const lines = () => readFileSync(keyFile, "utf8").trim().split("\n");

const subjectOf = (data: Turnover["data"]) => ({ data, state: "running" }) as Turnover;

/** Does the given number of steps, then is killed: a later one begins with what the last has kept. */
async function advance(data: Turnover["data"], steps: number): Promise<Turnover["data"]> {
  let kept = data;
  for (let step = 0; step < steps; step += 1) kept = (await kind().advance(subjectOf(kept))).data;
  return kept;
}

test("killed after any step, and with that step done but not kept, the keys open and it goes on", async () => {
  for (const steps of [0, 1, 2, 3]) {
    await database.query("delete from sealed_keys");
    writeFileSync(keyFile, `${secret}\n`);
    const { publicKey } = await (await open()).createOrLoad("log", "ed25519");
    const begun = await kind().begin();
    const kept = await advance(begun, Math.max(0, steps - 1));
    // The step's work is done, and what it would have kept is lost.
    if (steps > 0) await kind().advance(subjectOf(kept));
    assert.deepEqual((await (await open()).createOrLoad("log", "ed25519")).publicKey, publicKey);
    const end = await advance(kept, 4);
    assert.equal((await kind().advance(subjectOf(end))).state, "done");
    assert.equal(lines().length, 1);
    assert.notEqual(lines()[0], secret);
    assert.deepEqual((await (await open()).createOrLoad("log", "ed25519")).publicKey, publicKey);
  }
});

test("a process that runs goes on: it opens what it had not opened, and adds keys under the new secret", async () => {
  await (await open()).createOrLoad("early", "ed25519");
  const running = await open();
  await running.createOrLoad("log", "ed25519");
  await advance(await kind().begin(), 3);
  await running.createOrLoad("early", "ed25519");
  await running.createOrLoad("late", "ed25519");
  const { rows } = await database.query("select distinct generation from sealed_keys");
  assert.deepEqual(rows, [{ generation: 1 }]);
  await (await open()).createOrLoad("late", "ed25519");
});

test("a secret for digests is the one that was derived before, and outlives the sealing secret", async () => {
  const before = (await (await open()).secretFor("record-digests")).export();
  await advance(await kind().begin(), 3);
  const after = (await (await open()).secretFor("record-digests")).export();
  assert.deepEqual(after, before);
});

test("where the file may only be read, the operator is waited for", async () => {
  const denied = {
    read: () => file().read(),
    addNew: () => false,
    keepLast: () => false,
  };
  const waiting = new SealingSecretTurnover({ file: denied, store });
  await (await open()).createOrLoad("log", "ed25519");
  const begun = await waiting.begin();
  const progress = await waiting.advance(subjectOf(begun));
  assert.deepEqual([progress.state, progress.step], ["waiting", "key-file-by-hand"]);
  writeFileSync(keyFile, `${secret}\nanother secret that the operator wrote\n`);
  const added = await waiting.advance(subjectOf(progress.data));
  const resealed = await waiting.advance(subjectOf(added.data));
  const last = await waiting.advance(subjectOf(resealed.data));
  assert.deepEqual([last.state, last.step], ["waiting", "key-file-last-by-hand"]);
  writeFileSync(keyFile, "another secret that the operator wrote\n");
  assert.equal((await waiting.advance(subjectOf(last.data))).state, "done");
  await (await open()).createOrLoad("log", "ed25519");
});
