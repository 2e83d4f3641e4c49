import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, beforeEach, test } from "node:test";
import type { AuthorityId, DocumentTypeId } from "@sello/sdk";
import { type LogEntry, signatureTypes, toPredecessorEntry } from "@sello/sdk/log";
import { Unavailable } from "../../../services/platform/errors.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { formatAddCheckpoint } from "../../../services/witness/addCheckpoint.ts";
import { HttpWitnesses, type WitnessAddress } from "../../../services/witness/HttpWitnesses.ts";
import { SqliteWitnessState } from "../../../services/witness/SqliteWitnessState.ts";
import type { WatchedLog, WatchedLogs } from "../../../services/witness/WatchedLog.ts";
import { Witness } from "../../../services/witness/Witness.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { entriesOf, makeLog } from "./makeLog.ts";

// What ends and what follows: keys of a log, logs, and what a witness makes of both.

const firstOrigin = "city.example/log";
const secondOrigin = "city.example/log/2";
const oldKey = makeNoteSigner(firstOrigin, signatureTypes.ed25519);
const newKey = makeNoteSigner(firstOrigin, signatureTypes.ed25519, "new");
const secondKey = makeNoteSigner(secondOrigin, signatureTypes.ed25519);
const witnessKey = makeNoteSigner("futian.example/witness", signatureTypes.cosignatureV1);
const contract = { chainId: 31_337, log: `0x${"22".repeat(20)}` as const };

const first = makeLog(entriesOf(20), oldKey);
const fork = makeLog(entriesOf(20, "forked"), oldKey);
const sealedAt = 12;

const hex = (byte: string) => `0x${byte.repeat(32)}`;
const commitment = (size: number, root: Uint8Array): LogEntry => ({
  ...toPredecessorEntry({ ...contract, size, root }),
  anchoredAt: 1_790_000_000,
});
const later = (byte: string): LogEntry => ({
  authority: hex(byte) as AuthorityId,
  documentType: hex("dd") as DocumentTypeId,
  batchRoot: new Uint8Array(32).fill(7),
  count: 3,
  anchoredAt: 1_790_000_100,
});
const followedBy = (entry: LogEntry) => [entry, later("a1"), later("a2"), later("a3")];
const good = commitment(sealedAt, first.roots[sealedAt] as Uint8Array);

let folder = "";
let count = 0;
let state: SqliteWitnessState;
let witness: Witness;
/** What the followed list says; tests alter it. */
let logs: WatchedLog[];
let served: WatchedLogs["served"];
let refresh = async () => {};

const down = () => Promise.reject(new Unavailable("chain.unavailable", "down"));

before(() => {
  folder = mkdtempSync(join(tmpdir(), "sello-witness-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  count += 1;
  state = new SqliteWitnessState(join(folder, String(count)));
  served = { consistency: () => assert.fail(), firstEntry: () => assert.fail() };
  refresh = async () => {};
  logs = [firstLog()];
  witness = new Witness({
    signers: [witnessKey],
    logs: {
      find: (origin) => logs.find((log) => log.origin === origin) ?? null,
      refresh: () => refresh(),
      served: {
        consistency: (...asked) => served.consistency(...asked),
        firstEntry: (...asked) => served.firstEntry(...asked),
      },
    },
    state,
    clock: { nowMs: () => 1_790_000_000_000 },
    logger: silentLogger,
  });
});

const firstLog = (changes: Partial<WatchedLog> = {}): WatchedLog => ({
  origin: firstOrigin,
  keys: [{ key: oldKey.key, sizeMax: null }],
  chain: { rootAt: async (size) => first.roots[size] ?? null, entryAt: () => assert.fail() },
  final: null,
  predecessor: null,
  ...changes,
});

const final = (log = first, size = sealedAt) => ({ size, root: log.roots[size] as Uint8Array });

function secondLog(entries: readonly LogEntry[], changes: Partial<WatchedLog> = {}): WatchedLog {
  const { roots } = makeLog(entries, secondKey);
  return {
    origin: secondOrigin,
    keys: [{ key: secondKey.key, sizeMax: null }],
    chain: {
      rootAt: async (size) => roots[size] ?? null,
      entryAt: async (index) => entries[index] ?? null,
    },
    final: null,
    predecessor: { origin: firstOrigin, ...contract, final: final() },
    ...changes,
  };
}

async function ask(
  oldSize: number,
  size: number,
  { log = first, signers = [oldKey] }: { log?: typeof first; signers?: (typeof oldKey)[] } = {},
) {
  return witness.addCheckpoint(
    formatAddCheckpoint({
      oldSize,
      proof: oldSize === 0 ? [] : log.proof(oldSize, size),
      checkpoint: await log.checkpoint(size, signers),
    }),
  );
}

/** The successor's checkpoint of this size, as the log itself would send it. */
const askSecond = (entries: readonly LogEntry[], size: number, oldSize = 0) =>
  ask(oldSize, size, { log: makeLog(entries, secondKey), signers: [secondKey] });

const seal = (end = final()) => {
  logs = [firstLog({ final: end }), secondLog(followedBy(good))];
};

test("a log key that has ended is accepted up to the size at its end, a new one beyond it", async () => {
  logs = [
    firstLog({
      keys: [
        { key: oldKey.key, sizeMax: 9 },
        { key: newKey.key, sizeMax: null },
      ],
    }),
  ];
  assert.equal((await ask(0, 9)).status, 200);
  assert.equal((await ask(9, 10)).status, 403);
  assert.equal((await ask(9, 10, { signers: [newKey] })).status, 200);
  assert.equal((await ask(10, 11, { signers: [oldKey, newKey] })).status, 200);
});

test("a line by a known key of the log that is forged condemns the checkpoint, the good line beside it too", async () => {
  const liar = { key: newKey.key, sign: oldKey.sign };
  logs = [firstLog({ keys: [oldKey, newKey].map(({ key }) => ({ key, sizeMax: null })) })];
  assert.equal((await ask(0, 3, { signers: [oldKey, liar] })).status, 403);
});

test("a key or a log that is not known makes it ask for the newest list, before it says no", async () => {
  assert.equal((await ask(0, 3, { signers: [newKey] })).status, 403);
  refresh = async () => {
    logs = [firstLog({ keys: [{ key: newKey.key, sizeMax: null }] })];
  };
  assert.equal((await ask(0, 3, { signers: [newKey] })).status, 200);
  assert.equal((await askSecond([good], 1)).status, 404);
  served = { ...served, consistency: async (_origin, from, to) => first.proof(from, to) };
  refresh = async () => seal();
  assert.equal((await askSecond([good], 1)).status, 200);
});

test("a sealed log is cosigned up to its end and no further, without its chain too", async () => {
  seal();
  assert.equal((await ask(0, 8)).status, 200);
  assert.equal((await ask(8, 13)).status, 422);
  assert.equal((await ask(8, sealedAt, { log: fork })).status, 422);
  const chain = { rootAt: down, entryAt: down };
  logs = [firstLog({ final: final(), chain })];
  assert.equal((await ask(8, 11)).status, 503);
  assert.equal((await ask(8, sealedAt)).status, 200);
});

test("a successor is taken when its first entry commits to where the witness saw the log before it end", async () => {
  assert.equal((await ask(0, sealedAt)).status, 200);
  seal();
  assert.equal((await askSecond([good], 0)).status, 200);
  assert.equal((await askSecond([good], 1)).status, 200);
  assert.equal((await askSecond(followedBy(good), 4, 1)).status, 200);
});

test("a successor whose first entry is anything else is refused, whatever the list says of it", async () => {
  await ask(0, sealedAt);
  seal();
  const { roots } = first;
  const lies: LogEntry[] = [
    later("a1"),
    commitment(sealedAt - 1, roots[sealedAt] as Uint8Array),
    commitment(sealedAt, roots[sealedAt - 1] as Uint8Array),
    { ...good, authority: hex("ee") as AuthorityId },
    { ...good, documentType: hex("ee") as DocumentTypeId },
  ];
  for (const lie of lies) {
    logs = [firstLog({ final: final() }), secondLog(followedBy(lie))];
    const answer = await askSecond(followedBy(lie), 4);
    assert.equal(answer.status, 422, answer.body);
  }
  assert.equal(witness.latest(secondOrigin), null);
});

test("a seal that takes back what the witness cosigned, or is of another history, is refused", async () => {
  await ask(0, 15);
  seal();
  assert.equal((await askSecond([good], 1)).status, 422);
  const forked = final(fork, 15);
  const entries = [commitment(15, forked.root)];
  const predecessor = { origin: firstOrigin, ...contract, final: forked };
  logs = [firstLog({ final: forked }), secondLog(entries, { predecessor })];
  assert.equal((await askSecond(entries, 1)).status, 422);
  assert.equal(witness.latest(secondOrigin), null);
});

test("a witness that had not come to the end takes it with a proof, and signs nothing else of that log", async () => {
  await ask(0, 7);
  seal();
  served = { ...served, consistency: async () => [new Uint8Array(32)] };
  assert.equal((await askSecond([good], 1)).status, 503);
  served = { ...served, consistency: () => Promise.reject(new Error("away")) };
  assert.equal((await askSecond([good], 1)).status, 503);
  served = { ...served, consistency: async (_origin, from, to) => first.proof(from, to) };
  assert.equal((await askSecond([good], 1)).status, 200);
  assert.deepEqual(witness.latest(firstOrigin)?.size, sealedAt);
  assert.equal((await ask(7, 9)).status, 409);
});

test("a new witness has nothing to compare with but the first entry, which others may show it", async () => {
  seal();
  const entries = followedBy(good);
  const log = makeLog(entries, secondKey);
  const chain = { rootAt: async (size: number) => log.roots[size] ?? null, entryAt: down };
  logs = [firstLog({ final: final() }), secondLog(entries, { chain })];
  const serve = (entry: LogEntry) => {
    served = {
      ...served,
      firstEntry: async (_origin, size) => ({ entry, path: log.inclusion(0, size) }),
    };
  };
  serve({ ...good, anchoredAt: good.anchoredAt + 1 });
  assert.equal((await askSecond(entries, 4)).status, 503);
  serve(good);
  assert.equal((await askSecond(entries, 4)).status, 200);
});

test("a list that names a key again, and later no more, moves no size back", async () => {
  assert.equal((await ask(0, 9)).status, 200);
  logs = [firstLog({ keys: [{ key: oldKey.key, sizeMax: 4 }] })];
  assert.equal((await ask(9, 10)).status, 403);
  assert.equal(witness.latest(firstOrigin)?.size, 9);
});

test("those who ask witnesses keep apart what each place has seen of each log", async () => {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    seen.push(`${request.url} ${body.split("\n")[0]}`);
    const answer = await witness.addCheckpoint(body);
    response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const places: WitnessAddress[] = ["old", "new"].map((place) => ({
    keys: [witnessKey.key],
    url: `${base}/${place}`,
  }));
  const client = new HttpWitnesses(places, silentLogger);
  const cosign = async (log: typeof first, size: number) => {
    const checkpoint = {
      size,
      root: log.roots[size] as Uint8Array,
      note: await log.checkpoint(size),
    };
    const lines = [];
    const consistency = async (from: number) => log.proof(from, size);
    for await (const { line } of client.cosign(
      checkpoint,
      consistency,
      AbortSignal.timeout(30_000),
    ))
      lines.push(line);
    return lines.length;
  };
  assert.equal(await cosign(first, sealedAt), 2);
  seal();
  assert.equal(await cosign(makeLog(followedBy(good), secondKey), 1), 2);
  assert.ok(
    seen.every((line) => / old (?:0|1|12)$/.test(line)),
    seen.join(),
  );
  server.close();
  server.closeAllConnections();
});
