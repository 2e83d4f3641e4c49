import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { toHex } from "@sello/sdk";
import { hashLeaf } from "@sello/sdk/log";
import type { BatcherOptions } from "../../../services/anchoring/Batcher.ts";
import { shuffledTree } from "../../../services/anchoring/shuffledTree.ts";
import type { Journal } from "../../../services/ledger/Journal.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { startPostgres } from "../../support/postgres.ts";
import { anchoringOf, issue, jwtOf, makeStream, reset, type Stream } from "./fixture.ts";

const batchesOf = async (database: Database, stream?: Stream) => {
  const { rows } = await database.query<{
    id: string;
    stream_id: number;
    first_seq: string;
    count: number;
    state: string;
    root: Buffer;
    attempts: number;
    error: { error: string } | null;
    log_index: string | null;
  }>(
    `select * from batches where stream_id = coalesce($1, stream_id) order by stream_id, first_seq`,
    [stream?.id ?? null],
  );
  return rows;
};

/** Every copy is in exactly one batch, and batches follow each other without gap. */
const assertCovered = async (database: Database, stream: Stream, copies: number) => {
  let next = 0;
  for (const batch of await batchesOf(database, stream)) {
    assert.equal(Number(batch.first_seq), next);
    next += batch.count;
  }
  assert.equal(next, copies);
};

describe("Batcher", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
  });
  after(() => postgres.stop());
  const fresh = async () => {
    await reset(database);
    return anchoringOf(database);
  };

  test("closes full batches at once and the rest by age", async () => {
    const { batcher, chain } = await fresh();
    const stream = await makeStream(database, "nanshan");
    const ids = await issue(database, stream, 25);
    const young = batcher({ batchDocuments: 10, batchAgeMs: 60_000 });
    assert.equal(await young.round(), 0, "more full batches are due");
    await young.round();
    assert.deepEqual(
      (await batchesOf(database)).map(({ first_seq, count }) => [first_seq, count]),
      [
        ["0", 10],
        ["10", 10],
      ],
    );
    assert.ok((await young.round()) > 0);
    await batcher({ batchDocuments: 10, batchAgeMs: 1 }).round();
    await assertCovered(database, stream, 25);
    const [, , last] = await batchesOf(database);
    const leaves = ids.slice(20).map(jwtOf);
    assert.equal(
      toHex(last?.root ?? Buffer.alloc(0)),
      toHex(shuffledTree(leaves.map(hashLeaf)).root),
    );
    await chain.mine();
    assert.ok((await batchesOf(database)).every(({ state }) => state === "anchored"));
  });

  test("looks again when the oldest copy reaches its age, and not before", async () => {
    const { batcher } = await fresh();
    await issue(database, await makeStream(database, "nanshan"), 1);
    const waiting = batcher({ batchAgeMs: 60 });
    const waitMs = await waiting.round();
    assert.ok(waitMs > 0 && waitMs <= 60, `${waitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await waiting.round();
    assert.equal((await batchesOf(database)).length, 1);
  });

  test("does not wait for those who issue, nor make them wait", async () => {
    const { batcher } = await fresh();
    const stream = await makeStream(database, "nanshan");
    await issue(database, stream, 3);
    await database.transaction(async (tx) => {
      await tx.query("update streams set next_seq = next_seq + 1 where id = $1", [stream.id]);
      await batcher().round();
      assert.equal((await batchesOf(database)).length, 1);
      await tx.query(
        `insert into copies (stream_id, seq, document_id, status_list, status_index, header, leaf, content)
         values ($1, 3, gen_random_uuid(), 0, 0, 0, sha256('leaf'), '')`,
        [stream.id],
      );
    });
    await batcher().round();
    await assertCovered(database, stream, 4);
  });

  test("many batchers over many streams, while copies are issued, double and lose nothing", async () => {
    const { batcher, chain, report } = await fresh();
    const streams: Stream[] = [];
    for (let i = 0; i < 8; i += 1) streams.push(await makeStream(database, `authority-${i}`));
    const issuing = streams.map(async (stream) => {
      for (let i = 0; i < 12; i += 1) await issue(database, stream, 1 + ((stream.id * 7 + i) % 9));
    });
    let done = false;
    const workers = Array.from({ length: 4 }, async () => {
      const worker = batcher({ batchDocuments: 5 });
      while (!done) await worker.round();
    });
    await Promise.all(issuing);
    done = true;
    await Promise.all(workers);
    for (let i = 0; i < 60; i += 1) {
      await chain.mine();
      await batcher({ batchDocuments: 5 }).round();
    }
    await chain.mine();
    for (const figures of await report.streams()) {
      assert.equal(figures.waiting, 0);
      assert.equal(figures.anchored, figures.issued);
    }
    for (const stream of streams) {
      const { rows } = await database.query("select next_seq from streams where id = $1", [
        stream.id,
      ]);
      await assertCovered(database, stream, Number(rows[0]?.next_seq));
    }
    const batches = await batchesOf(database);
    assert.equal(chain.size, batches.length);
    const journal = await database.query("select count(*) from chain_transactions");
    assert.equal(Number(journal.rows[0]?.count), batches.length);
    assert.deepEqual(await report.contradictions(), []);
  });

  test("a transaction that is killed leaves nothing, and the next round does all of it", async () => {
    const { batcher, chain } = await fresh();
    const stream = await makeStream(database, "nanshan");
    await issue(database, stream, 7);
    const dying: Journal = {
      async enqueue(tx, request) {
        await chain.enqueue(tx, request);
        await tx.query("select pg_terminate_backend(pg_backend_pid())");
        throw new Error("not reached");
      },
    };
    await assert.rejects(batcher({}, dying).round(), { code: "database.unavailable" });
    assert.equal((await batchesOf(database)).length, 0);
    const journal = await database.query("select count(*) from chain_transactions");
    assert.equal(Number(journal.rows[0]?.count), 0);
    await batcher().round();
    await assertCovered(database, stream, 7);
  });

  test("holds what its authority may not issue, and anchors it when it may again", async () => {
    const { batcher, chain, held, proofs, report } = await fresh();
    const stream = await makeStream(database, "suspended");
    const other = await makeStream(database, "active");
    const [id] = await issue(database, stream, 2);
    await issue(database, other, 1);
    assert.ok(id);
    const reason = { code: "authority.inactive", authority: stream.authority } as const;
    held.set(stream.authority, reason);
    assert.ok((await batcher().round()) > 0, "what is held is not looked at without pause");
    assert.deepEqual(
      (await batchesOf(database)).map(({ stream_id }) => stream_id),
      [other.id],
    );
    assert.deepEqual(await proofs.pendingState(id), { state: "held", reason });
    const { pendingMs, heldMs } = await report.oldestPending();
    assert.ok(pendingMs !== null && heldMs !== null);
    await chain.mine();
    assert.equal((await report.oldestPending()).pendingMs, null);
    held.clear();
    assert.deepEqual(await proofs.pendingState(id), { state: "pending" });
    await batcher().round();
    await chain.mine();
    const { rows } = await database.query<{ transaction_hash: Buffer; block_number: string }>(
      "select transaction_hash, block_number from log_entries order by index desc limit 1",
    );
    const { state, transactionHash, blockNumber } = await proofs.pendingState(id);
    assert.equal(state, "anchored");
    assert.deepEqual(
      [transactionHash, blockNumber],
      [toHex(rows[0]?.transaction_hash ?? Buffer.alloc(0)), rows[0]?.block_number],
    );
    assert.deepEqual(await report.oldestPending(), { pendingMs: null, heldMs: null });
  });

  test("a refused append is reported, waits, and is tried again with the same root", async () => {
    const { batcher, chain, held, proofs } = await fresh();
    const stream = await makeStream(database, "raced");
    const [id] = await issue(database, stream, 3);
    assert.ok(id);
    chain.refusal = ({ authority }) => ({
      error: "AuthorityRegistry_NotActive",
      args: { authority, inactive: authority },
    });
    await batcher().round();
    await chain.mine();
    const [refused] = await batchesOf(database);
    assert.equal(refused?.state, "refused");
    const state = await proofs.pendingState(id);
    assert.ok(state.state === "held" && state.reason.code === "append.refused");
    assert.equal(state.reason.error?.error, "AuthorityRegistry_NotActive");

    await batcher().round();
    assert.equal((await batchesOf(database))[0]?.state, "refused", "too soon");
    const longAgo = "update batches set refused_at = now() - interval '1 hour'";
    await database.query(longAgo);
    held.set(stream.authority, { code: "authority.inactive", authority: stream.authority });
    await batcher().round();
    assert.equal((await batchesOf(database))[0]?.state, "refused", "the registry says no");

    held.clear();
    chain.refusal = () => null;
    await Promise.all([batcher().round(), batcher().round()]);
    await chain.mine();
    const [anchored] = await batchesOf(database);
    assert.equal(anchored?.state, "anchored");
    assert.equal(anchored?.attempts, 2);
    assert.deepEqual(anchored?.root, refused?.root);
    assert.equal(chain.size, 1);
    const journal = await database.query("select count(*) from chain_transactions");
    assert.equal(Number(journal.rows[0]?.count), 2);
  });

  test("documents whose key has ended are batched as they were signed again", async () => {
    const { batcher } = await fresh();
    const stream = await makeStream(database, "rotating");
    const [first, second] = await issue(database, stream, 2);
    const resealer: BatcherOptions["resealer"] = {
      reseal: async () => [toResealed(1, `again.${jwtOf(second ?? "")}`)],
    };
    await batcher({ resealer }).round();
    const expected = [jwtOf(first ?? ""), `again.${jwtOf(second ?? "")}`];
    const [batch] = await batchesOf(database);
    assert.deepEqual(new Uint8Array(batch?.root ?? []), shuffledTree(expected.map(hashLeaf)).root);
    const { rows } = await database.query("select leaf, header, content from copies order by seq");
    assert.deepEqual(
      rows.map(({ leaf }) => leaf),
      expected.map((jwt) => Buffer.from(hashLeaf(jwt))),
    );
    assert.deepEqual([rows[1]?.header, String(rows[1]?.content)], [7, "content"]);
  });

  test("documents wait while their authority has no key that lasts, and are not lost", async () => {
    const { batcher } = await fresh();
    const stream = await makeStream(database, "keyless");
    await issue(database, stream, 2);
    const other = await makeStream(database, "keyed");
    await issue(database, other, 1);
    const reseal: BatcherOptions["resealer"]["reseal"] = async (authority) =>
      authority === stream.authority ? null : [];
    await batcher({ resealer: { reseal } }).round();
    assert.equal((await batchesOf(database, stream)).length, 0);
    assert.equal((await batchesOf(database, other)).length, 1);
    await batcher().round();
    await assertCovered(database, stream, 2);
  });

  test("a refused batch whose key has ended goes on with another tree over the same copies", async () => {
    const { batcher, chain } = await fresh();
    const stream = await makeStream(database, "refused-and-rotated");
    const ids = await issue(database, stream, 3);
    chain.refusal = ({ authority }) => ({
      error: "AuthorityRegistry_NotActive",
      args: { authority, inactive: authority },
    });
    await batcher().round();
    await chain.mine();
    chain.refusal = () => null;
    await database.query("update batches set refused_at = now() - interval '1 hour'");
    const resealer: BatcherOptions["resealer"] = {
      reseal: async () => [toResealed(0, "signed.again.x")],
    };
    await batcher({ resealer }).round();
    await chain.mine();
    const [batch] = await batchesOf(database);
    const leaves = ["signed.again.x", ...ids.slice(1).map(jwtOf)];
    const { root, levels } = shuffledTree(leaves.map(hashLeaf));
    assert.equal(batch?.state, "anchored");
    assert.deepEqual(new Uint8Array(batch?.root ?? []), root);
    const { rows } = await database.query<{ nodes: Buffer }>("select nodes from batch_trees");
    assert.deepEqual(new Uint8Array(rows[0]?.nodes ?? []), levels);
    assert.equal(chain.size, 1);
  });

  test("a root that another authority appends first keeps nobody's batch out", async () => {
    const { batcher, chain, report } = await fresh();
    const stream = await makeStream(database, "copied");
    await issue(database, stream, 3);
    await batcher().round();
    const [{ root } = { root: Buffer.alloc(0) }] = await batchesOf(database);
    const thief = await makeStream(database, "thief");
    await chain.index([chain.foreign({ ...thief, root: toHex(root), count: 3 })]);
    assert.equal((await batchesOf(database))[0]?.state, "closed");
    assert.deepEqual(await report.contradictions(), []);
    await chain.mine();
    assert.equal((await batchesOf(database))[0]?.state, "anchored");
    assert.deepEqual(await report.contradictions(), []);
    const { rows } = await database.query("select log_index from batches");
    assert.deepEqual(rows, [{ log_index: "1" }]);
  });

  test("a root that is in the log with another count keeps nobody's batch out", async () => {
    const { batcher, chain, report } = await fresh();
    const stream = await makeStream(database, "miscounted");
    await issue(database, stream, 3);
    await batcher().round();
    const [{ root } = { root: Buffer.alloc(0) }] = await batchesOf(database);
    await chain.index([chain.foreign({ ...stream, root: toHex(root), count: 4 })]);
    await chain.mine();
    const [batch] = await batchesOf(database);
    assert.equal(batch?.state, "anchored");
    assert.equal(chain.size, 2);
    assert.deepEqual(await report.contradictions(), []);
  });

  for (const order of ["before there was the batch", "while it was on its way"] as const)
    test(`a batch that another's hand appended ${order} is ours, and goes into the log once`, async () => {
      const { batcher, chain, report } = await fresh();
      const stream = await makeStream(database, `raced-${order.length}`);
      await issue(database, stream, 3);
      if (order === "while it was on its way") await batcher().round();
      const { rows } = await database.query<{ leaf: Buffer }>(
        "select leaf from copies order by seq",
      );
      const { root } = shuffledTree(rows.map(({ leaf }) => leaf));
      const foreign = chain.foreign({ ...stream, root: toHex(root), count: 3 });
      if (order === "before there was the batch") await chain.index([foreign]);
      await batcher().round();
      await chain.mine();
      if (order === "while it was on its way") await chain.index([foreign]);
      await batcher().round();
      const [batch] = await batchesOf(database);
      assert.equal(batch?.state, "anchored");
      assert.equal(chain.size, 1);
      assert.deepEqual(await report.contradictions(), []);
    });

  test("while the chain is away, only full batches are added to those under way", async () => {
    const { batcher } = await fresh();
    const stream = await makeStream(database, "nanshan");
    for (let i = 0; i < 12; i += 1) {
      await issue(database, stream, 1);
      await batcher({ batchDocuments: 5 }).round();
    }
    assert.equal((await batchesOf(database)).length, 8);
    await issue(database, stream, 1);
    await batcher({ batchDocuments: 5 }).round();
    assert.equal((await batchesOf(database)).at(-1)?.count, 5);
    await assertCovered(database, stream, 13);
  });

  test("copies that are counted but missing stop their stream, are reported, and stop no other", async () => {
    const { batcher, report } = await fresh();
    const broken = await makeStream(database, "broken");
    const gap = await makeStream(database, "gap");
    const sound = await makeStream(database, "sound");
    await issue(database, broken, 1);
    await issue(database, gap, 3);
    await issue(database, sound, 2);
    await database.query("delete from copies where stream_id = $1", [broken.id]);
    await database.query("delete from copies where stream_id = $1 and seq = 1", [gap.id]);
    await batcher().round();
    assert.deepEqual(
      (await batchesOf(database)).map(({ stream_id }) => stream_id),
      [sound.id],
    );
    assert.equal((await report.contradictions()).length, 1);
  });

  test("started, it goes on through a database that goes away, until it is stopped", async () => {
    const { batcher } = await fresh();
    const stream = await makeStream(database, "nanshan");
    const loop = batcher();
    loop.loop.start();
    loop.loop.start();
    await issue(database, stream, 1);
    await database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
    );
    await issue(database, stream, 1);
    const deadline = Date.now() + 60_000;
    let covered = 0;
    while (covered < 2 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      covered = (await batchesOf(database)).reduce((sum, { count }) => sum + count, 0);
    }
    await loop.loop.stop();
    await loop.loop.stop();
    await assertCovered(database, stream, 2);
  });
});

const toResealed = (offset: number, jwt: string) => ({
  offset,
  header: 7,
  leaf: hashLeaf(jwt),
  content: Buffer.from("content"),
});
