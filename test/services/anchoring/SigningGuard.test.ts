import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { parseCheckpoint, parseNote, verifyNoteSignature } from "@sello/sdk/log";
import { FileHighWater } from "../../../services/anchoring/FileHighWater.ts";
import { SigningGuard } from "../../../services/anchoring/SigningGuard.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { startPostgres } from "../../support/postgres.ts";
import { anchoringOf, issue, logSigner, makeStream, origin, reset } from "./fixture.ts";

let folder = "";
let directory = "";
let count = 0;
/** What the witnesses answer; `asked` are the checkpoints that they were shown. */
let sizes = new Map<string, number>();
let asked: string[] = [];

before(() => {
  folder = mkdtempSync(join(tmpdir(), "sello-guard-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  count += 1;
  directory = join(folder, String(count));
  sizes = new Map();
  asked = [];
});

const highWater = () => new FileHighWater(directory, origin);
const makeGuard = (answersNeeded = 0): SigningGuard =>
  new SigningGuard({
    highWater: highWater(),
    witnesses: {
      async standing(checkpoint) {
        asked.push(checkpoint);
        return sizes;
      },
    },
    answersNeeded,
    signers: { current: async () => [logSigner] },
    origin,
  });

const root = (fill: number): Uint8Array => Buffer.alloc(32, fill);
const rootAt = async (size: number): Promise<Uint8Array> => root(size);
const head = (size: number) => ({ size, root: root(size) });

describe("FileHighWater", () => {
  test("is remembered by the next process, never sinks, and is each log's own", () => {
    assert.equal(highWater().read(), null);
    highWater().raise(head(7));
    highWater().raise(head(3));
    assert.deepEqual(highWater().read()?.size, 7);
    assert.deepEqual(Buffer.from(highWater().read()?.root ?? []), root(7));
    assert.equal(new FileHighWater(directory, "other.example/log").read(), null);
  });
});

describe("SigningGuard", () => {
  test("refuses a log that is smaller than what was signed, or does not contain it", async () => {
    makeGuard().raise(head(5));
    const forgotten = { code: "log.forgotten" };
    await assert.rejects(makeGuard().requireMemory(2, head(4), rootAt), forgotten);
    const other = async () => root(99);
    await assert.rejects(makeGuard().requireMemory(2, head(5), other), forgotten);
    await assert.rejects(makeGuard().requireMemory(2, head(9), other), forgotten);
    await makeGuard().requireMemory(2, head(9), rootAt);
  });

  test("refuses when a witness has seen more than the database and the file know", async () => {
    sizes = new Map([
      ["futian", 6],
      ["luohu", 9],
    ]);
    const refusal = {
      code: "log.forgotten",
      data: { witness: "luohu", witnessedSize: 9, knownSize: 8 },
    };
    await assert.rejects(makeGuard(2).requireMemory(8, head(20), rootAt), refusal);
    await makeGuard(2).requireMemory(9, head(20), rootAt);
    // A checkpoint that the operator brought counts as known, if the log contains it.
    highWater().raise(head(9));
    await makeGuard(2).requireMemory(8, head(20), rootAt);
  });

  test("waits until enough witnesses answer, and then asks no more", async () => {
    sizes = new Map([["futian", 1]]);
    const guard = makeGuard(2);
    await assert.rejects(guard.requireMemory(1, head(1), rootAt), { code: "log.witnesses_silent" });
    sizes.set("luohu", 0);
    await guard.requireMemory(1, head(1), rootAt);
    await guard.requireMemory(1, head(2), rootAt);
    assert.equal(asked.length, 2);
  });

  test("shows witnesses nothing but the empty log", async () => {
    sizes = new Map([["futian", 0]]);
    await makeGuard(1).requireMemory(0, head(0), rootAt);
    const note = parseNote(asked[0] ?? "");
    assert.equal(parseCheckpoint(note.text).size, 0);
    assert.equal(await verifyNoteSignature(note, logSigner.key), "valid");
  });
});

describe("a restored database", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
  });
  after(() => postgres.stop());

  const grow = async (parts: ReturnType<typeof anchoringOf>, name: string, batches: number) => {
    await issue(database, await makeStream(database, name), batches);
    const batcher = parts.batcher({ batchDocuments: 1 });
    for (let i = 0; i < batches; i += 1) await batcher.round();
    await parts.chain.mine();
  };

  test("that is old gets no signature at any size, and says so until it is whole", async () => {
    await reset(database);
    const first = anchoringOf(database);
    await grow(first, "registry", 3);
    await first.checkpointer(0, makeGuard()).round();
    assert.equal(highWater().read()?.size, 3);

    // The copy from before those three batches; another history grows on it.
    await reset(database);
    const restored = anchoringOf(database);
    for (const [step, batches] of [1, 2, 1].entries()) {
      await grow(restored, `restored-${step}`, batches);
      await assert.rejects(restored.checkpointer(0, makeGuard()).round(), {
        code: "log.forgotten",
      });
    }
    assert.equal(await restored.checkpoints.newest(), null);
    assert.match((await restored.contradictions.current()) ?? "", /log\.forgotten/);

    // Another data folder, whose database is the newest: nothing is forgotten there.
    directory = join(folder, "fresh");
    await restored.checkpointer(0, makeGuard()).round();
    assert.equal((await restored.checkpoints.newest())?.size, 4);
    assert.equal(await restored.contradictions.current(), null);
  });
});
