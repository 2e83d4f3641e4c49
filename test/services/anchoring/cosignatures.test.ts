import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { limits } from "@sello/sdk";
import {
  cosignCheckpoint,
  formatNoteSignature,
  isPostQuantum,
  isPostQuantumSignature,
  type NoteSigner,
  parseNote,
  parseTlogProof,
  signatureTypes,
  verifyNote,
} from "@sello/sdk/log";
import type { CosignatureSource } from "../../../services/anchoring/CosignatureSource.ts";
import { Cosigner } from "../../../services/anchoring/Cosigner.ts";
import { countCosigners } from "../../../services/anchoring/WitnessQuorum.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { limits as serviceLimits } from "../../../services/platform/limits.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { startPostgres } from "../../support/postgres.ts";
import { anchoringOf, issue, logSigner, makeStream, reset } from "./fixture.ts";

// Whose cosignatures count, with which of their keys, and what happens when the witnesses change.

const { cosignatureV1, cosignatureMlDsa44 } = signatureTypes;
const witness = (name: string): NoteSigner[] => [
  makeNoteSigner(name, cosignatureV1),
  makeNoteSigner(name, cosignatureMlDsa44),
];
const [a, b, c, d] = ["a", "b", "c", "d"].map(witness) as [
  NoteSigner[],
  NoteSigner[],
  NoteSigner[],
  NoteSigner[],
];
const keysOf = (...signers: NoteSigner[][]) => signers.flat().map(({ key }) => key);

describe("cosignatures", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let database: Database;
  before(async () => {
    postgres = await startPostgres();
    ({ database } = await postgres.database());
  });
  after(() => postgres.stop());
  beforeEach(() => reset(database));

  let names = 0;
  /** Everything as a service with these witnesses has it, over the same database. */
  const serviceWith = (named: NoteSigner[][], quorum: number, answering = named) => {
    const parts = anchoringOf(database, { quorum, keys: keysOf(...named) });
    const asked: string[] = [];
    const source: CosignatureSource = {
      async *cosign({ note, size }) {
        for (const signer of answering.flat()) {
          const line = await cosignCheckpoint(parseNote(note).text, signer, 1_800_000_000);
          asked.push(`${signer.key.name}${signer.key.type} ${size}`);
          yield { key: signer.key, line: formatNoteSignature(line) };
        }
      },
    };
    const consistency = async () => [];
    const { checkpoints, quorums } = parts;
    const options = { checkpoints, source, consistency, quorums, logger: silentLogger };
    return { ...parts, asked, cosigner: new Cosigner(options) };
  };
  const grow = async (parts: ReturnType<typeof serviceWith>) => {
    names += 1;
    const [id] = await issue(database, await makeStream(database, `authority-${names}`), 1);
    assert.ok(id);
    await parts.batcher().round();
    await parts.chain.mine();
    await parts.checkpointer().round();
    return id;
  };
  const linesOf = async (proof: Promise<string>) => {
    const note = parseNote(parseTlogProof(await proof).checkpointNote);
    const known = [logSigner.key, ...keysOf(a, b, c, d)];
    assert.deepEqual((await verifyNote(note, known)).forged, []);
    return note.signatures.slice(1).map((line) => {
      const kind = isPostQuantumSignature(line) ? cosignatureMlDsa44 : cosignatureV1;
      return `${line.name}${kind}`;
    });
  };

  test("a witness counts once with both keys; proofs carry one kind, or both when asked", async () => {
    const parts = serviceWith([a, b, c], 2, [a]);
    const id = await grow(parts);
    const waiting = { code: "proof.pending" };
    await parts.cosigner.round();
    await assert.rejects(parts.proofs.proofForDocument(id), waiting);
    await assert.rejects(parts.proofs.proofForDocument(id, 0, "post-quantum"), waiting);
    const all = serviceWith([a, b, c], 2);
    await all.cosigner.round();
    const { reader, proofs } = all;
    assert.deepEqual(await linesOf(proofs.proofForDocument(id)), ["a4", "b4", "c4"]);
    const proof = proofs.proofForDocument(id, 0, "post-quantum");
    assert.deepEqual(await linesOf(proof), ["a4", "b4", "c4", "a6", "b6", "c6"]);
    const published = parseNote((await reader.checkpoint()) ?? "");
    assert.equal(published.signatures.length, 7);
  });

  test("where too few have a post-quantum key there is no such proof, and nobody waits for it", async () => {
    const old = b.slice(0, 1);
    const parts = serviceWith([a, old], 2);
    const id = await grow(parts);
    await parts.cosigner.round();
    await parts.cosigner.round();
    assert.deepEqual(parts.asked, ["a4 1", "a6 1", "b4 1"]);
    assert.deepEqual(await linesOf(parts.proofs.proofForDocument(id)), ["a4", "b4"]);
    const proof = parts.proofs.proofForDocument(id, 0, "post-quantum");
    await assert.rejects(proof, { code: "proof.no_post_quantum" });
  });

  test("an unfinished post-quantum quorum is asked for again, and delays no other proof", async () => {
    const parts = serviceWith([a, b], 2, [a, b.slice(0, 1)]);
    const id = await grow(parts);
    await parts.cosigner.round();
    await parts.cosigner.round();
    assert.equal(parts.asked.length, 6);
    assert.deepEqual(await linesOf(parts.proofs.proofForDocument(id)), ["a4", "b4"]);
    // What was signed while the second has its key is what post-quantum proofs are made with.
    const whole = serviceWith([a, b], 2);
    await whole.cosigner.round();
    const later = await grow(parts);
    await parts.cosigner.round();
    const proof = whole.proofs.proofForDocument(id, 0, "post-quantum");
    assert.equal((await linesOf(proof)).length, 4);
    await assert.rejects(whole.proofs.proofForDocument(later, 0, "post-quantum"), {
      code: "proof.pending",
    });
  });

  test("who is named no longer does not count, and those who are there cosign again", async () => {
    const before = serviceWith([a, b, c], 3);
    const id = await grow(before);
    await before.cosigner.round();
    assert.deepEqual(await linesOf(before.proofs.proofForDocument(id)), ["a4", "b4", "c4"]);

    // c leaves, d comes: of the three lines there are, two count.
    const after = serviceWith([a, b, d], 3);
    await assert.rejects(after.proofs.proofForDocument(id), { code: "proof.pending" });
    const signed = await after.checkpoints.cosigners(1);
    assert.deepEqual([signed.length, countCosigners(signed, after.quorums.classical)], [6, 2]);
    assert.equal(await before.report.unprovenMs(), null);
    assert.notEqual(await after.report.unprovenMs(), null);
    await after.cosigner.round();
    assert.equal(await after.report.unprovenMs(), null);
    assert.deepEqual(after.asked, ["a4 1", "a6 1", "b4 1", "b6 1", "d4 1", "d6 1"]);
    const proof = after.proofs.proofForDocument(id);
    assert.deepEqual(await linesOf(proof), ["a4", "b4", "d4"]);
    // The published checkpoint keeps what it had: verifiers with the list before it know c.
    const published = parseNote((await after.reader.checkpointOf(1)) ?? "");
    assert.equal(published.signatures.length, 9);
  });

  test("a new key under an old name is another key", async () => {
    const before = serviceWith([a, b], 2);
    const id = await grow(before);
    await before.cosigner.round();
    const other = makeNoteSigner("another", cosignatureV1);
    const renewed = { ...other, key: { ...other.key, name: "b" } };
    const after = anchoringOf(database, { quorum: 2, keys: [...keysOf(a), renewed.key] });
    await assert.rejects(after.proofs.proofForDocument(id), { code: "proof.pending" });
  });

  test("while those who are there have not cosigned again, an older checkpoint that they did sign serves", async () => {
    const all = serviceWith([a, b, c], 2);
    const first = await grow(all);
    await all.cosigner.round();
    const withoutA = serviceWith([a, b, c], 2, [b, c]);
    const second = await grow(all);
    await withoutA.cosigner.round();
    const after = serviceWith([a, b], 2, []);
    assert.deepEqual(await linesOf(after.proofs.proofForDocument(first)), ["a4", "b4"]);
    const waiting = after.proofs.proofForDocument(second);
    await assert.rejects(waiting, { code: "proof.pending" });
  });

  test("a published checkpoint stays one that can be read, however many have signed it", async () => {
    const parts = serviceWith([a, b], 2);
    await grow(parts);
    for (let i = 0; i < limits.noteSignaturesMax; i += 1) {
      const { key } = makeNoteSigner(`gone-${i}`, cosignatureV1);
      const line = formatNoteSignature({ ...key, signature: new Uint8Array(72) });
      await parts.checkpoints.addCosignature(1, { key, line });
    }
    await parts.cosigner.round();
    const note = parseNote((await parts.reader.checkpoint()) ?? "");
    assert.equal(note.signatures.length, limits.noteSignaturesMax);
    const { attested } = await verifyNote(note, [logSigner.key, ...keysOf(a, b)]);
    assert.equal(attested.length, 5);
  });

  test("only the newest checkpoints keep their post-quantum lines", async () => {
    const parts = serviceWith([a, b], 2);
    const { postQuantumCheckpointsKept } = serviceLimits;
    for (let i = 0; i < postQuantumCheckpointsKept + 2; i += 1) {
      await grow(parts);
      await parts.cosigner.round();
    }
    const { rows } = await database.query(
      `select count(*) filter (where type = 6)::int as large, count(*) filter (where type = 4)::int as small
       from checkpoint_cosignatures`,
    );
    const kept = {
      large: 2 * postQuantumCheckpointsKept,
      small: 2 * (postQuantumCheckpointsKept + 2),
    };
    assert.deepEqual(rows, [kept]);
    assert.equal(keysOf(a, b).filter(isPostQuantum).length, 2);
  });
});
