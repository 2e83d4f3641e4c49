import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import type { DocumentId } from "@sello/sdk";
import { encodeLogEntry, hashLeaf, verifyConsistency, verifyInclusion } from "@sello/sdk/log";
import type { Database } from "../../../services/platform/database/Database.ts";
import { startPostgres } from "../../support/postgres.ts";
import { assertProves } from "./assertProves.ts";
import { rfcRoot } from "./FakeLogChain.ts";
import { anchoringOf, issue, jwtOf, makeStream, type Stream } from "./fixture.ts";

/** A small generator of numbers that are the same in every run (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describe("LogReader", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  let parts: ReturnType<typeof anchoringOf>;
  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
    parts = anchoringOf(database);
  });
  after(() => postgres.stop());

  test("proves every leaf of batches of any size, as the log grows", async () => {
    const below = numbersFrom(20_261_123);
    const issued: { id: DocumentId; stream: Stream; seq: number }[] = [];
    for (const size of [1, 2, 3, 1 + below(40), 1 + below(90), 64, 65]) {
      const stream = await makeStream(database, `of-${size}-${issued.length}`);
      const ids = await issue(database, stream, size);
      issued.push(...ids.map((id, seq) => ({ id, stream, seq })));
      await parts.batcher({ batchDocuments: 1 + below(50) }).round();
      await parts.batcher().round();
      await parts.chain.mine();
      await parts.checkpointer().round();
      const { id, stream: of } = issued[below(issued.length)] ?? assert.fail();
      await assertProves(await parts.proofs.proofForDocument(id), jwtOf(id), of);
    }
    for (const { id, stream, seq } of issued) {
      await assertProves(await parts.proofs.proofForDocument(id, 0), jwtOf(id), stream);
      await assertProves(await parts.proofs.proofOf(stream.id, seq), jwtOf(id), stream);
    }
  });

  test("inclusion and consistency of all sizes hold, by RFC 9162", async () => {
    const { size: last } = await parts.log.head();
    assert.ok(last >= 9);
    const entries = await parts.reader.entries(0, last);
    const leaves = entries.map((entry) =>
      hashLeaf(
        encodeLogEntry({ ...entry, batchRoot: Buffer.from(entry.batchRoot.slice(2), "hex") }),
      ),
    );
    const roots = leaves.map((_, n) => rfcRoot(leaves.slice(0, n + 1)));
    const rootOf = (size: number) => roots[size - 1] ?? assert.fail();
    for (let size2 = 1; size2 <= last; size2 += 1) {
      for (let size1 = 1; size1 <= size2; size1 += 1) {
        const path = await parts.reader.consistencyProof(size1, size2);
        const claim = { size1, size2, root1: rootOf(size1), root2: rootOf(size2), path };
        assert.ok(verifyConsistency(claim), `${size1} to ${size2}`);
        const index = size1 - 1;
        const inclusion = await parts.reader.inclusionProof(index, size2);
        const leafHash = leaves[index] ?? assert.fail();
        const root = rootOf(size2);
        assert.ok(verifyInclusion({ leafHash, index, size: size2, path: inclusion, root }));
      }
    }
  });

  test("says what it does not have", async () => {
    const { reader, proofs } = parts;
    const { size } = await parts.log.head();
    const code = (expected: string) => ({ code: expected });
    await assert.rejects(reader.inclusionProof(size, size), code("log.index"));
    await assert.rejects(reader.inclusionProof(-1, size), code("log.index"));
    await assert.rejects(reader.inclusionProof(0.5, size), code("log.index"));
    await assert.rejects(reader.inclusionProof(0, size + 1), code("log.size"));
    await assert.rejects(reader.consistencyProof(0, size), code("log.size"));
    await assert.rejects(reader.consistencyProof(size, size - 1), code("log.size"));
    await assert.rejects(reader.consistencyProof(1, size + 1), code("log.size"));
    await assert.rejects(reader.entries(-1, 1), code("log.start"));
    await assert.rejects(reader.entries(0, 0), code("log.limit"));
    assert.deepEqual(await reader.entries(size, 5), []);
    const nobody = randomUUID() as DocumentId;
    await assert.rejects(proofs.proofForDocument(nobody), code("document.unknown"));
    await assert.rejects(proofs.pendingState(nobody), code("document.unknown"));
    const noId = "'; drop table copies; --" as DocumentId;
    await assert.rejects(proofs.proofForDocument(noId), code("document.unknown"));
    await assert.rejects(proofs.proofOf(1, 1_000_000), code("document.unknown"));
  });

  test("a document on its way has no proof yet, and its state says why", async () => {
    const stream = await makeStream(database, "on-its-way");
    const [id] = await issue(database, stream, 1);
    assert.ok(id);
    const pending = (state: string, awaits: string) => (error: Error) => {
      assert.ok("code" in error && "data" in error);
      assert.equal(error.code, "proof.pending");
      const data = error.data as { state: string; awaits: string };
      assert.deepEqual([data.state, data.awaits], [state, awaits]);
      return true;
    };
    const proof = () => parts.proofs.proofForDocument(id);
    await assert.rejects(proof(), pending("pending", "log"));
    await parts.batcher().round();
    await assert.rejects(proof(), pending("pending", "log"));
    await assert.rejects(parts.proofs.proofForDocument(id, 1), { code: "document.unknown" });
    await parts.chain.mine();
    await assert.rejects(proof(), pending("anchored", "checkpoint"));
    await parts.checkpointer().round();
    await assertProves(await proof(), jwtOf(id), stream);
  });

  test("a damaged store is noticed before a proof leaves it", async () => {
    const stream = await makeStream(database, "damaged");
    const [id, other] = await issue(database, stream, 2);
    assert.ok(id && other);
    await parts.batcher().round();
    await parts.chain.mine();
    await parts.checkpointer().round();
    await assertProves(await parts.proofs.proofForDocument(other), jwtOf(other), stream);
    await database.query("update copies set leaf = sha256('another') where document_id = $1", [id]);
    await assert.rejects(parts.proofs.proofForDocument(id), { code: "log.proof" });
    await database.query("update log_nodes set hash = decode(repeat('00', 32), 'hex')");
    const { proofs } = anchoringOf(database);
    await assert.rejects(proofs.proofForDocument(other), { code: "log.proof" });
    await database.query("delete from log_nodes");
    await assert.rejects(proofs.proofForDocument(other), { code: "log.nodes" });
    // What was verified before stays good: the log's past does not change.
    await assertProves(await parts.proofs.proofForDocument(other), jwtOf(other), stream);
  });
});
