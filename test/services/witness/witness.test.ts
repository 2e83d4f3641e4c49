import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { parseNote, signatureTypes, verifyNote } from "@sello/sdk/log";
import express from "express";
import { Unavailable } from "../../../services/platform/errors.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { formatAddCheckpoint } from "../../../services/witness/addCheckpoint.ts";
import { HttpWitnesses, type WitnessAddress } from "../../../services/witness/HttpWitnesses.ts";
import { SqliteWitnessState } from "../../../services/witness/SqliteWitnessState.ts";
import { Witness } from "../../../services/witness/Witness.ts";
import { witnessRouter } from "../../../services/witness/witnessRouter.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { entriesOf, makeLog, watchedLogs } from "./makeLog.ts";

const origin = "city.example/log";
const nowMs = 1_790_000_000_000;
const logSigner = makeNoteSigner(origin, signatureTypes.ed25519);
const name = "futian.example/witness";
const witnessSigner = makeNoteSigner(name, signatureTypes.cosignatureV1);
const postQuantumSigner = makeNoteSigner(name, signatureTypes.cosignatureMlDsa44);
const witnessKeys = [witnessSigner.key, postQuantumSigner.key] as const;
const follows = () => ({ version: null, problem: null, logs: [] });
const vkeys = { key: "vkey", postQuantumKey: "another" };

const log = makeLog(entriesOf(40), logSigner);
const fork = makeLog(entriesOf(40, "forked"), logSigner);
let folder = "";
let count = 0;
let chainRoots: readonly Uint8Array[] = log.roots;
let chainDown = false;
let witness: Witness;

function makeWitness(directory: string): Witness {
  return new Witness({
    signers: [witnessSigner, postQuantumSigner],
    logs: watchedLogs({
      origin,
      keys: [{ key: logSigner.key, sizeMax: null }],
      chain: {
        async rootAt(size) {
          if (chainDown) throw new Unavailable("chain.unavailable", "down");
          return chainRoots[size] ?? null;
        },
        entryAt: () => assert.fail(),
      },
      final: null,
      predecessor: null,
    }),
    state: new SqliteWitnessState(directory),
    clock: { nowMs: () => nowMs },
    logger: silentLogger,
  });
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), "sello-witness-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  chainRoots = log.roots;
  chainDown = false;
  count += 1;
  witness = makeWitness(join(folder, String(count)));
});

async function ask(oldSize: number, size: number, from = log, proof?: readonly Uint8Array[]) {
  return witness.addCheckpoint(
    formatAddCheckpoint({
      oldSize,
      proof: proof ?? (oldSize === 0 ? [] : from.proof(oldSize, size)),
      checkpoint: await from.checkpoint(size),
    }),
  );
}

test("tlog-witness: cosigns a first checkpoint, then one that continues it, then the same again", async () => {
  for (const [oldSize, size] of [
    [0, 3],
    [3, 17],
    [17, 17],
  ] as const) {
    const answer = await ask(oldSize, size);
    assert.equal(answer.status, 200, answer.body);
    const { text } = parseNote(await log.checkpoint(size));
    const note = parseNote(`${text}\n${answer.body}`);
    const { attested } = await verifyNote(note, witnessKeys);
    const at = nowMs / 1000;
    assert.deepEqual(
      attested.map(({ key, timestamp }) => [key.type, timestamp]),
      [
        [signatureTypes.cosignatureV1, at],
        [signatureTypes.cosignatureMlDsa44, at],
      ],
    );
    assert.equal(note.signatures.length, 2);
  }
});

test("tlog-witness: 409 with the size it is at when the old size is another", async () => {
  await ask(0, 9);
  const answer = await ask(4, 12);
  assert.deepEqual([answer.status, answer.type, answer.body], [409, "text/x.tlog.size", "9\n"]);
});

test("tlog-witness: 404 for an unknown log, 403 without its valid signature, 400 for what is no request", async () => {
  const other = makeNoteSigner("other.example/log", signatureTypes.ed25519);
  const send = (checkpoint: string) =>
    witness.addCheckpoint(formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint }));
  assert.equal((await send(await log.checkpoint(3, [other], "other.example/log"))).status, 404);
  assert.equal((await send(await log.checkpoint(3, [other]))).status, 403);
  const signed = await log.checkpoint(3);
  assert.equal((await send(signed.replace("\n3\n", "\n4\n"))).status, 403);
  assert.equal((await witness.addCheckpoint("old 0")).status, 400);
  assert.equal((await witness.addCheckpoint(`old 00\n\n${signed}`)).status, 400);
  assert.equal((await witness.addCheckpoint(`old 5\n\n${signed}`)).status, 400);
  assert.equal((await witness.addCheckpoint(`old 0\nAAAA\n\n${signed}`)).status, 400);
});

test("tlog-witness: 422 for a wrong proof, a proof from the empty tree, another root of the same size", async () => {
  assert.equal((await ask(0, 9, log, [new Uint8Array(32)])).status, 422);
  await ask(0, 9);
  assert.equal((await ask(9, 12, log, [])).status, 422);
  assert.equal((await ask(9, 9, fork, [])).status, 422);
  assert.equal(witness.latest(origin)?.size, 9);
});

test("a checkpoint that continues the log but is not the contract's is never cosigned", async () => {
  await ask(0, 4);
  // The fork agrees with the log up to entry 5: the log's own proof cannot tell the witness.
  const answer = await ask(4, 12, fork);
  assert.equal(answer.status, 422);
  assert.equal(witness.latest(origin)?.size, 4);
  assert.equal((await ask(4, 12)).status, 200);
});

test("without its own view of the chain it stays silent, and goes on when that is back", async () => {
  chainDown = true;
  assert.equal((await ask(0, 3)).status, 503);
  chainDown = false;
  chainRoots = log.roots.slice(0, 3);
  assert.equal((await ask(0, 3)).status, 503);
  chainRoots = log.roots;
  assert.equal((await ask(0, 3)).status, 200);
});

test("even when the chain it sees was rewritten, one size gets one root", async () => {
  await ask(0, 9);
  chainRoots = fork.roots;
  assert.equal((await ask(9, 9, fork, [])).status, 422);
  assert.equal((await ask(0, 9, fork)).status, 409);
  assert.equal((await ask(9, 12, fork)).status, 422);
});

test("two requests at once: both answers together sign one line of history", async () => {
  const answers = await Promise.all([ask(0, 6), ask(0, 8), ask(0, 7)]);
  const statuses = answers.map((answer) => answer.status).sort();
  assert.deepEqual(statuses, [200, 409, 409]);
});

test("tells the log's client where it is, which learns it without asking for a cosignature of its log", async () => {
  const app = express();
  app.use("/futian", witnessRouter(witness, vkeys, silentLogger, follows));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/futian`;
  const silent = makeNoteSigner("luohu.example/witness", signatureTypes.cosignatureV1);
  const client = new HttpWitnesses(
    [
      { keys: witnessKeys, url },
      { keys: [silent.key], url: "http://127.0.0.1:9" },
    ],
    silentLogger,
  );
  const standing = async () =>
    client.standing(await log.checkpoint(0), AbortSignal.timeout(30_000));
  assert.deepEqual([...(await standing())], [[witnessSigner.key.name, 0]]);
  assert.equal((await ask(0, 9)).status, 200);
  assert.deepEqual([...(await standing())], [[witnessSigner.key.name, 9]]);
  assert.equal(witness.latest(origin)?.size, 9);
  server.close();
  server.closeAllConnections();
});

test("the log's client gathers cosignatures over HTTP, recovers from 409 and leaves out the silent", async () => {
  const app = express();
  app.use("/futian", witnessRouter(witness, vkeys, silentLogger, follows));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const silent = makeNoteSigner("luohu.example/witness", signatureTypes.cosignatureV1);
  const gather = async (client: HttpWitnesses, size: number) => {
    const root = log.roots[size];
    assert.ok(root);
    const lines: string[] = [];
    const signed = { size, root, note: await log.checkpoint(size) };
    const consistency = async (from: number) => log.proof(from, size);
    for await (const { line } of client.cosign(signed, consistency, AbortSignal.timeout(30_000)))
      lines.push(line);
    return lines;
  };
  const addresses: WitnessAddress[] = [
    { keys: witnessKeys, url: `${base}/futian` },
    { keys: [silent.key], url: `${base}/nobody` },
  ];
  assert.equal((await gather(new HttpWitnesses(addresses, silentLogger), 5)).length, 2);
  // A client that knows nothing of before: the witness tells where it is.
  const second = new HttpWitnesses(addresses, silentLogger);
  const [line = ""] = await gather(second, 21);
  assert.ok(line.startsWith("— futian.example/witness "));
  assert.equal((await gather(second, 30)).length, 2);
  // A log that pins the first key alone keeps that one's line.
  const url = `${base}/futian`;
  const first: WitnessAddress[] = [{ keys: [witnessSigner.key], url }];
  assert.equal((await gather(new HttpWitnesses(first, silentLogger), 30)).length, 1);
  // A line by a pinned key that does not verify condemns the answer, the good line beside it as well.
  const forgedKey = { ...postQuantumSigner.key, publicKey: new Uint8Array(1312) };
  const forged: WitnessAddress[] = [{ keys: [witnessSigner.key, forgedKey], url }];
  assert.deepEqual(await gather(new HttpWitnesses(forged, silentLogger), 30), []);
  // A witness that answers under another's pinned key is not believed.
  const wrong: WitnessAddress[] = [{ keys: [silent.key], url }];
  assert.deepEqual(await gather(new HttpWitnesses(wrong, silentLogger), 30), []);
  server.close();
});
