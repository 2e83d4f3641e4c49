import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { test } from "node:test";
import { findUnbounded, limits as sdkLimits, verify } from "@sello/sdk";
import { Random } from "../../scripts/fuzz/Random.ts";
import { HttpProblem } from "../../services/http/errors.ts";
import { parseJson } from "../../services/http/routes/parseJson.ts";
import { DocumentDrafter } from "../../services/issuing/DocumentDrafter.ts";
import { limits } from "../../services/platform/limits.ts";
import type { Claims, DocumentType } from "../../services/registry/types/DocumentType.ts";
import { FileDocumentTypes } from "../../services/registry/types/FileDocumentTypes.ts";
import { problemOf, startTestApp } from "../services/http/startTestApp.ts";
import { sampleClaims } from "../services/registry/sampleClaims.ts";
import { publicUrl, residentClaims, World, worldTimes, worldTypes } from "../support/world.ts";

// What strangers may ask of us, each with its bound (findings C). D is in test/dev/chain/alteredChain.test.ts.

const seed = Number(process.env.SELLO_FUZZ_SEED ?? Date.now() % 100_000);
const random = new Random(seed);
/** Processor time that one piece of work for a stranger may take. */
const workMsMax = 50;

/** The least of some runs, so that other programs on this machine do not count. */
async function leastMs(work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 4; run += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

const base64url = (text: string) => Buffer.from(text).toString("base64url");

/** A document that nobody signed, with these claims in the open. */
function unsigned(claims: Readonly<Record<string, unknown>>): string {
  const header = { alg: "ES256", typ: "dc+sd-jwt", kid: "A".repeat(43) };
  const payload = {
    iss: `${publicUrl}/authorities/futian-police`,
    vct: worldTypes.resident.vct,
    iat: worldTimes.issued,
    status: { status_list: { idx: 1, uri: `${publicUrl}/v1/status-lists/a/1` } },
    _sd_alg: "sha-256",
    ...claims,
  };
  const input = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}`;
  return `${input}.${base64url("s".repeat(64))}~`;
}

const items = (count: number) => Array.from({ length: count }, (_, at) => ({ a: at }));

test("C1 claims that nobody signed are not held against their schema", async () => {
  const world = new World({ witnessCount: 4 });
  const document = unsigned({ insurances: items(4_000) });
  const trust = await world.trustList();
  const judge = () => verify(document, trust, [], {}, worldTimes.now);
  const claims = (await judge()).checks.find(({ id }) => id === "claims");
  assert.deepEqual([claims?.outcome, claims?.code], ["unknown", "claims.not-signed"]);
  assert.ok((await leastMs(judge)) < workMsMax);
});

test("C1 signed claims beyond the bounds are not judged, and do not read as forged", async () => {
  const world = new World({ witnessCount: 4 });
  const many = items(sdkLimits.claimItemsMax + 1);
  const { file } = await world.make({ claims: { ...residentClaims, many } });
  const trust = await world.trustList();
  const verdict = await verify(file, trust, [await world.statusList()], {}, worldTimes.now);
  assert.equal(verdict.outcome, "unknown");
  const claims = verdict.checks.find(({ id }) => id === "claims");
  assert.equal(claims?.code, "claims.too-large");
  assert.deepEqual(claims?.data, { where: "#/many", bound: "claimItemsMax", max: 256 });
});

const types = new FileDocumentTypes({ publicUrl: "https://sello.test" });
const drafter = new DocumentDrafter({ types, digests: null as never, publicUrl });
const check = (type: DocumentType, claims: Claims) =>
  drafter.read({ type, nowMs: Date.UTC(2026, 10, 28) }, { claims }).violations;

test("C1 issuing takes bounded time too, whatever the claims", async () => {
  const type = types.byName("social-insurance");
  const given = { ...sampleClaims["social-insurance"], insurances: items(4_000) };
  const [violation] = check(type, given);
  assert.deepEqual([violation?.code, violation?.pointer], ["claims.unbounded", "/insurances"]);
  assert.ok((await leastMs(() => check(type, given))) < workMsMax);
});

/** Claims of about the size that comes in, grown in one direction or all. */
function grown(): Record<string, unknown> {
  let left = limits.claimsBytes * random.next();
  const value = (depth: number): unknown => {
    const size = Math.min(random.pick([0, 1, 5, 50, 257, 4_000]), Math.max(left / 8, 0));
    const kind = random.below(depth > 12 ? 2 : 5);
    left -= 8;
    if (kind === 0) return random.pick(["a", "甲", "7"]).repeat(Math.min(size * 8, 60_000));
    if (kind === 1) return random.below(1_000);
    if (kind === 3) left -= size * 8;
    if (kind === 3) return items(size);
    const members = Array.from({ length: size }, () => (left > 0 ? value(depth + 1) : 0));
    if (kind === 2) return members;
    return Object.fromEntries(members.map((member, at) => [`m${at}`, member]));
  };
  return { insurances: value(0), name: value(0), extra: value(0) };
}

test(`C1 no claims of the allowed size take long (seed ${seed})`, async () => {
  for (let round = 0; round < 60; round += 1) {
    const claims = grown();
    if (JSON.stringify(claims).length > limits.claimsBytes) continue;
    const type = random.pick(types.all());
    const given = { ...sampleClaims[type.name], ...claims };
    const ms = await leastMs(() => [check(type, given), findUnbounded(given)]);
    assert.ok(ms < workMsMax, `${ms} ms for ${type.name}, round ${round}`);
  }
});

test("C1 member names take time in proportion to the body, however they are written", async () => {
  const size = limits.verifyBodyBytes - 100;
  const bodies = [
    `{"\\u0061":"${"~".repeat(size)}"}`,
    `{"\\u0061":"${'\\"'.repeat(size / 2)}`,
    `{${'"\\u0061":'.repeat(size / 9)}`,
    `{"a":[${'{"\\u0061":1},'.repeat(size / 13)}{}]}`,
  ];
  for (const body of bodies) {
    const bytes = Buffer.from(body);
    const ms = await leastMs(() => {
      try {
        parseJson(bytes);
      } catch (error) {
        if (!(error instanceof HttpProblem)) throw error;
      }
    });
    assert.ok(ms < workMsMax * (size / 65_536), `${ms} ms for ${body.slice(0, 20)}`);
  }
});

test("C2 3,000 bad keys cost no more look-ups than the limit", async () => {
  const rates = { perAddressMinute: 1_200, perKeyMinute: 12_000, failuresPerAddressMinute: 60 };
  const app = await startTestApp({}, { rateLimits: rates });
  const { apiKeys } = app.services;
  const [good, other] = [await app.keyFor("nanshan"), await app.keyFor("futian")];
  assert.equal((await app.request("/v1/documents", { key: good })).status, 200);
  let lookUps = 0;
  const real = apiKeys.authenticate.bind(apiKeys);
  apiKeys.authenticate = (secret) => {
    lookUps += 1;
    return real(secret);
  };
  const statuses = new Map<number, number>();
  for (let round = 0; round < 30; round += 1) {
    const guesses = Array.from({ length: 100 }, (_, at) =>
      app.request("/v1/documents", { key: `sello_${String(round * 100 + at).padStart(43, "x")}` }),
    );
    for (const response of await Promise.all(guesses)) {
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.status === 429) assert.ok(Number(response.headers.get("retry-after")) > 0);
      await response.text();
    }
  }
  assert.equal(lookUps, 60);
  assert.deepEqual([...statuses].sort(), [
    [401, 60],
    [429, 2_940],
  ]);
  // Who was good before goes on; a key that is new here waits, as guessing would look the same.
  assert.equal((await app.request("/v1/documents", { key: good })).status, 200);
  assert.equal((await app.request("/v1/documents", { key: other })).status, 429);
  await app.server.stop();
});

test("C2 many requests at once with one good key that is new here are no guesses", async () => {
  const rates = { perAddressMinute: 5, perKeyMinute: 12_000, failuresPerAddressMinute: 5 };
  const app = await startTestApp({}, { rateLimits: rates });
  const key = await app.keyFor("nanshan");
  const all = await Promise.all(
    Array.from({ length: 40 }, () => app.request("/v1/documents", { key })),
  );
  assert.deepEqual([...new Set(all.map(({ status }) => status))], [200]);
  await app.server.stop();
});

test("C3 one caller cannot hold all event streams", async () => {
  const app = await startTestApp({}, { streamShares: { perAddress: 3, perKey: 2 } });
  const aborter = new AbortController();
  const open = () => app.request("/v1/events", { signal: aborter.signal });
  const streams = [await open(), await open(), await open()];
  assert.ok(streams.every(({ status }) => status === 200));
  const over = await open();
  assert.ok(Number(over.headers.get("retry-after")) > 0);
  assert.deepEqual(await problemOf(over), { status: 429, code: "events.share" });
  aborter.abort();
  const again = new AbortController();
  for (let waited = 0; waited < 100; waited += 1) {
    const response = await app.request("/v1/events", { signal: again.signal });
    if (response.status === 200) break;
    assert.ok(waited < 99, "a share that was given back is not had again");
  }
  again.abort();
  await app.server.stop();
});

const opened = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket)).on("error", reject);
  });

test("C3 one address cannot hold all connections; what it gives back others get", async () => {
  const app = await startTestApp({}, {}, { connectionsPerAddress: 20 });
  const held: Socket[] = [];
  for (let count = 0; count < 20; count += 1) held.push(await opened(app.server.port));
  const over = await opened(app.server.port);
  let answer = "";
  for await (const chunk of over.setEncoding("utf8")) answer += chunk;
  assert.match(answer, /^HTTP\/1\.1 429 /);
  assert.match(answer, /"code":"connections\.share"/);
  for (const socket of held) socket.destroy();
  for (let waited = 0; waited < 100; waited += 1) {
    const status = await app.request("/healthz").then(
      ({ status: got }) => got,
      () => 0,
    );
    if (status === 200) return void (await app.server.stop());
  }
  assert.fail("no connection was given back");
});

test("C3 connections of a trusted proxy are many clients'", async () => {
  const app = await startTestApp({}, { trustProxy: 1 }, { connectionsPerAddress: 2 });
  const held: Socket[] = [];
  for (let count = 0; count < 6; count += 1) held.push(await opened(app.server.port));
  assert.equal((await app.request("/healthz")).status, 200);
  for (const socket of held) socket.destroy();
  await app.server.stop();
});
