import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import {
  cosignCheckpoint,
  formatNoteSignature,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  signatureTypes,
  verifyConsistency,
  verifyNote,
} from "@sello/sdk/log";
import { Checkpointer } from "../../../services/anchoring/Checkpointer.ts";
import type { CosignatureSource } from "../../../services/anchoring/CosignatureSource.ts";
import { Cosigner } from "../../../services/anchoring/Cosigner.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { startPostgres } from "../../support/postgres.ts";
import {
  anchoringOf,
  issue,
  logSigner,
  makeStream,
  origin,
  reset,
  session,
  trustingGuard,
} from "./fixture.ts";

const witnesses = Array.from({ length: 12 }, (_, i) =>
  makeNoteSigner(`witness-${i}.example`, signatureTypes.cosignatureV1),
);
const keys = witnesses.map(({ key }) => key);

describe("Checkpointer", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  let parts: ReturnType<typeof anchoringOf>;
  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
  });
  after(() => postgres.stop());
  beforeEach(async () => {
    await reset(database);
    parts = anchoringOf(database, { quorum: 8, keys });
  });

  let names = 0;
  const grow = async (batches: number) => {
    names += 1;
    const stream = await makeStream(database, `authority-${names}`);
    const ids = await issue(database, stream, batches);
    const batcher = parts.batcher({ batchDocuments: 1 });
    for (let i = 0; i < batches; i += 1) await batcher.round();
    await parts.chain.mine();
    return ids;
  };
  const sizes = async () => {
    const { rows } = await database.query("select size from checkpoints order by signed_at");
    return rows.map(({ size }) => Number(size));
  };

  test("signs each new root once, however many sign", async () => {
    await parts.checkpointer().round();
    assert.deepEqual(await sizes(), []);
    assert.equal(await parts.reader.checkpoint(), null);
    for (const batches of [1, 2, 3]) {
      await grow(batches);
      await Promise.all(Array.from({ length: 4 }, () => parts.checkpointer().round()));
      await parts.checkpointer().round();
    }
    assert.deepEqual(await sizes(), [1, 3, 6]);
    for (const size of [1, 3, 6]) {
      const text = await parts.reader.checkpointOf(size);
      assert.ok(text);
      const note = parseNote(text);
      const { attested } = await verifyNote(note, [logSigner.key]);
      assert.equal(attested.length, 1);
      const checkpoint = parseCheckpoint(note.text);
      assert.equal(checkpoint.origin, origin);
      assert.equal(checkpoint.size, size);
      const root = await parts.log.rootAt(size);
      assert.deepEqual(Buffer.from(checkpoint.root), root);
    }
    assert.equal(await parts.reader.checkpointOf(2), null);
    assert.equal(await parts.reader.checkpoint(), await parts.reader.checkpointOf(6));
  });

  test("signs nothing after the log took back what was signed", async () => {
    await grow(3);
    await parts.checkpointer().round();
    const { block } = parts.chain;
    await parts.chain.reorganise(block - 1);
    await assert.rejects(parts.checkpointer().round(), { code: "log.checkpoint" });
    assert.equal((await parts.report.contradictions()).length, 1);
    // The chain goes on with another third entry: same size, another root; then a larger log.
    const thief = await makeStream(database, "another");
    const root = `0x${"07".repeat(32)}` as const;
    await parts.chain.index([parts.chain.foreign({ ...thief, root, count: 1 })]);
    await assert.rejects(parts.checkpointer().round(), { code: "log.checkpoint" });
    await grow(1);
    await assert.rejects(parts.checkpointer().round(), { code: "log.checkpoint" });
    assert.deepEqual(await sizes(), [3]);
  });

  test("signs what has enough blocks on top, and never a smaller size after a larger", async () => {
    await grow(5);
    await parts.checkpointer(2).round();
    assert.deepEqual(await sizes(), [3]);
    await parts.checkpointer(4).round();
    assert.deepEqual(await sizes(), [3]);
    await parts.checkpointer(0).round();
    await parts.checkpointer(2).round();
    assert.deepEqual(await sizes(), [3, 5]);
  });

  test("signs nothing that the stored subtrees do not give", async () => {
    await grow(2);
    await database.query("update log_nodes set hash = decode(repeat('00', 32), 'hex')");
    await assert.rejects(parts.checkpointer().round(), { code: "log.nodes" });
    assert.deepEqual(await sizes(), []);
  });

  test("stores nothing when the key refuses", async () => {
    await grow(1);
    const refusal = new Error("the key has signed a larger log");
    const refusing = new Checkpointer({
      ...parts,
      guard: trustingGuard,
      session,
      signers: {
        current: async () => [{ key: logSigner.key, sign: () => Promise.reject(refusal) }],
      },
      origin,
      logger: silentLogger,
    });
    await assert.rejects(refusing.round(), refusal);
    assert.deepEqual(await sizes(), []);
  });

  test("the database refuses a second root for a size", async () => {
    await grow(1);
    await parts.checkpointer().round();
    const newest = await parts.checkpoints.newest();
    assert.ok(newest);
    const other = { ...newest, root: Buffer.alloc(32), note: "another" };
    await assert.rejects(
      parts.checkpoints.transaction((tx) => parts.checkpoints.insert(tx, other)),
      { code: "23505" },
    );
  });

  const cosignerOf = (asked: number, log: string[] = []) => {
    const source: CosignatureSource = {
      async *cosign({ note, size, root }, consistency) {
        const { text } = parseNote(note);
        for (const witness of witnesses.slice(0, asked)) {
          const path = await consistency(1);
          const root1 = await parts.log.rootAt(1);
          assert.ok(
            root1 && verifyConsistency({ size1: 1, size2: size, root1, root2: root, path }),
          );
          const signature = await cosignCheckpoint(text, witness, 1_800_000_000);
          log.push(`${witness.key.name} ${size}`);
          yield { key: witness.key, line: formatNoteSignature(signature) };
        }
      },
    };
    return new Cosigner({
      checkpoints: parts.checkpoints,
      source,
      consistency: (size1, size2) => parts.reader.consistencyProof(size1, size2),
      quorums: parts.quorums,
      logger: silentLogger,
    });
  };

  test("proofs wait for the quorum of cosignatures and then carry them all", async () => {
    const [first] = await grow(3);
    assert.ok(first);
    await parts.checkpointer().round();
    await cosignerOf(7).round();
    await assert.rejects(parts.proofs.proofForDocument(first), (error: Error) => {
      assert.ok("code" in error && "data" in error);
      assert.equal(error.code, "proof.pending");
      assert.equal((error.data as { awaits: string }).awaits, "checkpoint");
      return true;
    });
    const log: string[] = [];
    const cosigner = cosignerOf(12, log);
    await cosigner.round();
    await cosigner.round();
    assert.equal(log.length, 12, "those who answered are not asked again");
    const proof = parseTlogProof(await parts.proofs.proofForDocument(first));
    const note = parseNote(proof.checkpointNote);
    const { attested, forged } = await verifyNote(note, [logSigner.key, ...keys]);
    assert.deepEqual(forged, []);
    assert.equal(attested.length, 13);
    assert.equal(proof.checkpointNote, await parts.reader.checkpoint());

    // A newer checkpoint without quorum is served as the newest, but not used for proofs.
    const [later] = await grow(1);
    assert.ok(later);
    await parts.checkpointer().round();
    const again = parseTlogProof(await parts.proofs.proofForDocument(first));
    assert.equal(again.checkpointNote, proof.checkpointNote);
    await assert.rejects(parts.proofs.proofForDocument(later), { code: "proof.pending" });
  });

  test("once there is a quorum, slow witnesses hold nobody up", async () => {
    await grow(1);
    await parts.checkpointer().round();
    let aborted = false;
    const source: CosignatureSource = {
      async *cosign({ note }, _consistency, signal) {
        for (const witness of witnesses.slice(0, 8)) {
          const signature = await cosignCheckpoint(parseNote(note).text, witness, 1_800_000_000);
          yield { key: witness.key, line: formatNoteSignature(signature) };
        }
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        aborted = true;
      },
    };
    const { checkpoints } = parts;
    const consistency = async () => [];
    await new Cosigner({
      checkpoints,
      source,
      consistency,
      quorums: parts.quorums,
      logger: silentLogger,
    }).round();
    assert.ok(aborted);
    assert.equal((await checkpoints.newestWithQuorum(parts.quorums.classical))?.size, 1);
  });
});
