import assert from "node:assert/strict";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { ownSigners, parseTrustList, type TrustList, verifyTrustList } from "@sello/sdk";
import { parseCheckpoint, parseNote } from "@sello/sdk/log";
import { sampleCsv } from "../../dev/demo-city/samples/sampleCsv.ts";
import { unpackBackup } from "../../services/operations/backup/unpackBackup.ts";
import { textOf } from "../services/operations/backup/textOf.ts";
import { Program } from "./Program.ts";

const officer = ["--as", "shenzhen-library"];
let program: Program;
let elsewhere: Program;
/** Id of a document that every copy holds. */
let card = "";
/** Id of a document that is erased after the first copy. */
let erased = "";

before(async () => {
  program = await Program.inNewFolder();
  elsewhere = await Program.inNewFolder();
  await program.up();
});
after(async () => {
  await program.dispose();
  await elsewhere.dispose();
});

async function eventually(what: string, ask: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (await ask().catch(() => false)) return;
    await delay(100);
  }
  throw new Error(`not within a minute: ${what}; ${readiness}`);
}

async function checkpointOf({ url }: Program): Promise<{ size: number; root: string }> {
  const response = await fetch(`${url}/v1/log/checkpoint`);
  assert.equal(response.status, 200);
  const { size, root } = parseCheckpoint(parseNote(await response.text()).text);
  return { size, root: Buffer.from(root).toString("hex") };
}

/** Issues library cards and waits until there is nothing that is not in the log. */
async function grow(where: Program, rows: number, first: number): Promise<void> {
  const file = join(where.folder, `${first}.csv`);
  writeFileSync(file, [...sampleCsv("library-card", rows, first)].join(""));
  const done = await where.sello("import", file, "--type", "library-card", ...officer);
  assert.equal(done.code, 0, done.stdout + done.stderr);
  await eventually("anchored", async () => {
    const pending = await where.sello("documents", ...officer, "--state", "pending");
    return pending.code === 0 && pending.stdout.trim() === "";
  });
}

/** What the service last said of itself. */
let readiness = "";

async function isGreen({ url }: Program): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`);
  readiness = await answer.text();
  return answer.status === 200;
}

const sealingKeyOf = ({ data }: Program): string => join(data, "keys", "sealing-key");
function apiKeyOf({ data }: Program): string {
  const access = JSON.parse(readFileSync(join(data, "demo", "access.json"), "utf8"));
  return access.keys[0].secret;
}

const file = (name: string): string => join(program.folder, name);

test("a copy made while the program works is two files, sealed, for their owner's eyes", async () => {
  const early = await program.sello("backup", "--keys-only", "early.keys");
  assert.equal(early.code, 0, early.stderr);
  await grow(program, 120, 0);
  const list = await program.sello("documents", ...officer, "--state", "anchored");
  [card = "", erased = ""] = list.stdout.split("\n").map((line) => line.slice(0, 36));
  const saved = await program.sello("documents", "save", card, ...officer, "-o", "card.sello");
  assert.equal(saved.code, 0, saved.stderr);
  const note = await (await fetch(`${program.url}/v1/log/checkpoint`)).text();
  writeFileSync(file("first.note"), note);
  writeFileSync(file("altered.note"), note.replace(/\n(\d+)\n/, "\n999\n"));
  const [backup] = await Promise.all([
    program.sello("backup", "old.backup"),
    grow(program, 40, 1_000),
  ]);
  assert.equal(backup.code, 0, backup.stderr);
  assert.match(backup.stdout, /private keys, sealed/);
  const key = readFileSync(sealingKeyOf(program), "utf8").trim();
  for (const name of ["old.backup", "old.backup.keys"]) {
    assert.equal(statSync(file(name)).mode & 0o777, 0o600);
    assert.equal(readFileSync(file(name)).includes(key), false);
  }
  const again = await program.sello("backup", "old.backup");
  assert.match(again.stderr, /backup\.file_exists/);
  const over = await program.sello("backup", "--keys-only", "old.backup");
  assert.match(over.stderr, /backup\.file_exists/);
});

test("of what an erasure destroys, nothing is in the file that is kept", async () => {
  mkdirSync(file("unpacked"));
  const { data, keys } = await unpackBackup(file("old.backup"), null, file("unpacked"));
  assert.ok(keys);
  const line = textOf(keys)
    .split("\n")
    .find((each) => each.startsWith(erased));
  const secrets = line?.match(/[0-9a-f]{32,}/g) ?? [];
  assert.ok(secrets.length >= 4, line);
  const kept = textOf(data);
  assert.ok(kept.includes(erased));
  for (const secret of secrets) assert.ok(!kept.includes(secret));
});

test("what is erased after a copy is in the next keys file, which takes the place of the one before", async () => {
  const revoked = await program.sello("revoke", erased, "--reason", "lost", ...officer);
  assert.equal(revoked.code, 0, revoked.stderr);
  await eventually("erased", async () => {
    const erase = ["erase", erased, "--reason", "holder_request"];
    return (await program.sello("documents", ...erase, ...officer)).code === 0;
  });
  copyFileSync(file("old.backup.keys"), file("new.keys"));
  const copied = await program.sello("backup", "--keys-only", "new.keys");
  assert.equal(copied.code, 0, copied.stderr);
  assert.match(copied.stdout, /erased of them, so far: 1\./);
  assert.ok(!readFileSync(file("new.keys")).equals(readFileSync(file("old.backup.keys"))));
});

test("what is damaged, cut off, or lacks its key is not restored, and leaves nothing behind", async () => {
  const whole = readFileSync(file("old.backup"));
  const damaged = Buffer.from(whole);
  const at = Math.floor(whole.length / 2);
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  writeFileSync(file("damaged.backup"), damaged);
  writeFileSync(file("cut.backup"), whole.subarray(0, at));
  writeFileSync(file("other.backup"), "no backup at all");
  const keys = readFileSync(file("new.keys"));
  const middle = Math.floor(keys.length / 2);
  keys[middle] = (keys[middle] ?? 0) ^ 1;
  writeFileSync(file("damaged.keys"), keys);
  writeFileSync(file("cut.keys"), keys.subarray(0, middle));
  const key = ["--sealing-key", sealingKeyOf(program)];
  const keysOf = (name: string) => [...key, "--keys", file(name)];
  for (const [name, code, args] of [
    ["damaged.backup", /backup\.damaged/, key],
    ["cut.backup", /backup\.(format|damaged)/, key],
    ["other.backup", /backup\.format/, key],
    ["old.backup", /backup\.(format|damaged)/, keysOf("damaged.keys")],
    ["old.backup", /backup\.(format|damaged)/, keysOf("cut.keys")],
    ["old.backup", /backup\.keys_missing/, keysOf("nowhere.keys")],
    ["old.backup", /backup\.keys_older/, keysOf("early.keys")],
    ["old.backup", /backup\.sealing_key_missing/, []],
    ["old.backup", /backup\.resume/, [...key, "--resume", file("altered.note")]],
  ] as const) {
    const refused = await elsewhere.sello("restore", file(name), ...args);
    assert.equal(refused.code, 1, name);
    assert.match(refused.stderr, code);
    assert.equal(existsSync(join(elsewhere.data, "postgres")), false, name);
    assert.equal(existsSync(join(elsewhere.data, "keys")), false, name);
  }
});

test("restored elsewhere, it has the same log, keys and documents, and goes on", async () => {
  copyFileSync(sealingKeyOf(program), file("sealing-key"));
  // It contains that checkpoint, as it must from then on.
  const restored = await elsewhere.sello(
    ...["restore", file("old.backup"), "--sealing-key", file("sealing-key")],
    ...["--resume", file("first.note"), "--keys", file("new.keys")],
  );
  assert.equal(restored.code, 0, restored.stderr);
  assert.match(restored.stdout, /erased here again: 1\./);
  assert.match(restored.stdout, /\d+ API keys of the backup were ended/);
  const second = await elsewhere.sello(
    ...["restore", file("old.backup"), "--sealing-key", file("sealing-key")],
  );
  assert.match(second.stderr, /backup\.data_exists/);
  await elsewhere.up();
  // Some key of the backup may have been revoked after it: none is good any more.
  const former = { authorization: `Bearer ${apiKeyOf(program)}` };
  assert.equal((await fetch(`${program.url}/v1/documents`, { headers: former })).status, 200);
  assert.equal((await fetch(`${elsewhere.url}/v1/documents`, { headers: former })).status, 401);
  // Up to the checkpoint that was kept, both tell the same. What was only journalled when the copy was made is
  // mined in both, each at its own time, so beyond that they may differ: two programs, two histories.
  const { size } = parseCheckpoint(parseNote(readFileSync(file("first.note"), "utf8")).text);
  const kept = await Promise.all(
    [program, elsewhere].map(async ({ url }) => {
      const note = await (await fetch(`${url}/v1/log/checkpoints/${size}`)).text();
      return parseNote(note).text;
    }),
  );
  assert.equal(kept[0], kept[1]);
  // The list of before is served until the next one is signed.
  await eventually("with witnesses of its own", hasOwnWitnesses);
  await requireSameOffices();
  await grow(elsewhere, 10, 5_000);
  await eventually("green", () => isGreen(elsewhere));
  assert.ok((await checkpointOf(elsewhere)).size > size);
  // Its witnesses are others, so it takes a proof that they have cosigned.
  await eventually("proved by the witnesses here", async () => {
    await elsewhere.sello("documents", "save", card, ...officer, "-o", "card.sello");
    return (await elsewhere.sello("verify", "card.sello")).code === 0;
  });
  const gone = await elsewhere.sello("documents", "save", erased, ...officer, "-o", "gone.sello");
  assert.match(gone.stderr, /document\.erased/);
  await elsewhere.stop();
});

/** The offices came along, each with its own sealing secret: who has pinned a list can follow it there, too. */
async function requireSameOffices(): Promise<void> {
  const read = async ({ url }: Program): Promise<TrustList> =>
    parseTrustList(await (await fetch(`${url}/v1/trust-list`)).text());
  const [there, here] = [await read(program), await read(elsewhere)];
  assert.deepEqual(here.head.signers, there.head.signers);
  const signed = await verifyTrustList(here, { ...ownSigners(there), quorum: 3 });
  assert.equal(signed.signedBy?.length, 3);
  for (const office of ["city", "audit", "archive"]) {
    const secrets = [program, elsewhere].map(({ data }) =>
      readFileSync(join(data, "trust-signers", office, "sealing-key"), "utf8"),
    );
    assert.equal(secrets[0], secrets[1]);
    assert.ok(!readFileSync(file("old.backup")).includes(secrets[0]?.trim() ?? ""), office);
  }
}

/** Those of before are in the other folder: here others are in office, and those have ended. */
async function hasOwnWitnesses(): Promise<boolean> {
  type Listed = { witnesses: { keys: { key: string; until: number | null }[] }[] };
  const read = async ({ url }: Program): Promise<string[]> => {
    const list = await (await fetch(`${url}/v1/trust-list`)).text();
    const { witnesses } = JSON.parse(list.split("\n")[1] ?? "") as Listed;
    const keys = witnesses.flatMap((witness) => witness.keys);
    return keys.filter(({ until }) => until === null).map(({ key }) => key);
  };
  const [there, here] = [await read(program), await read(elsewhere)];
  return here.length === there.length && !here.some((key) => there.includes(key));
}

test("an old copy beside witnesses that know more gets no signature, and says so", async () => {
  await grow(program, 40, 2_000);
  await program.stop();
  const newest = await program.sello("backup", "new.backup", "--with-sealing-key");
  assert.equal(newest.code, 0, newest.stderr);
  assert.match(newest.stdout, /AND the key that opens them/);
  await putBack("old.backup", "--sealing-key", file("sealing-key"));
  const { size } = await checkpointOf(program);
  await eventually("red", async () => {
    const response = await fetch(`${program.url}/readyz`);
    return response.status === 503 && (await response.text()).includes("log.forgotten");
  });
  assert.notEqual((await program.sello("health")).code, 0);
  await grow(program, 10, 9_000);
  assert.equal((await checkpointOf(program)).size, size);
  await program.stop();
});

test("the newest copy beside the same witnesses is whole, and goes on", async () => {
  await putBack("new.backup");
  await eventually("green", () => isGreen(program));
  const { size } = await checkpointOf(program);
  await grow(program, 10, 9_500);
  await eventually("signed", async () => (await checkpointOf(program)).size > size);
  const verdict = await program.sello("verify", file("card.sello"), "--json");
  assert.equal(verdict.code, 0, verdict.stdout + verdict.stderr);
});

/** Everything but the witnesses, who keep their own memory, is lost and restored. */
async function putBack(backup: string, ...args: string[]): Promise<void> {
  for (const part of ["postgres", "keys", "chain", "demo"])
    rmSync(join(program.data, part), { recursive: true, force: true });
  const restored = await program.sello("restore", file(backup), ...args);
  assert.equal(restored.code, 0, restored.stdout + restored.stderr);
  await program.up();
}
