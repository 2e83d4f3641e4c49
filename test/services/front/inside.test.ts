import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { InsideClient } from "../../../services/front/InsideClient.ts";
import { InsideStatuses } from "../../../services/front/InsideMaterial.ts";
import { InsideFigures, InsideRules } from "../../../services/front/InsideRules.ts";
import { type InsideParts, serveInside } from "../../../services/front/serveInside.ts";
import { NotFound } from "../../../services/platform/errors.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import type { PlaceStatus, PublishedList } from "../../../services/status/PublishedLists.ts";

const folder = mkdtempSync(join(tmpdir(), "sello-inside-"));
const socketPath = join(folder, "signer.sock");
const asOf = { blockNumber: 7, time: 1_800_000_000 };
let list: PublishedList = {
  jwt: "a.b.c",
  etag: '"1"',
  ttlSeconds: 60,
  issuedAt: 1,
  expiresAt: 2,
  asOf,
};
let asked = 0;
const place: PlaceStatus = {
  status: "revoked",
  since: 5,
  by: { id: "0x01", slug: "futian", name: { zh: "福田", es: "Futian", en: "Futian" } } as never,
  replaced: false,
  asOf,
};

const parts: InsideParts = {
  publicUrl: "http://sello.test",
  statuses: {
    token: async (slug) => {
      asked += 1;
      if (slug === "nobody")
        throw new NotFound("authority.unknown", "No such authority.", { slug });
      return list;
    },
    ofPlace: async () => place,
  },
  trustLists: { current: async () => "note" },
  copies: { find: async (jwt) => (jwt === "known" ? { stream: 1, seq: 2 } : null) },
  proofs: { proofOf: async (stream, seq, kind) => `${stream} ${seq} ${kind}` },
  serviceItems: {
    list: async () => [{ slug: "senior-card" }],
    get: async (item) => {
      if (item === "nothing") throw new NotFound("service_item.unknown", "No such item.");
      return { item };
    },
    version: async (item, number) => ({ item, number }),
  },
  decisionFigures: { get: async () => ({ fewest: 10 }) },
  metrics: async ({ local }) => (local ? { contentType: "text/plain", text: "1" } : null),
  logger: silentLogger,
};

let server: Server;
let client: InsideClient;
before(async () => {
  server = createServer(serveInside(parts, (_, response) => response.writeHead(418).end()));
  await new Promise<void>((done) => server.listen(socketPath, done));
  client = new InsideClient(socketPath);
});
after(() => {
  client.close();
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

const named = { slug: "futian", list: 0, index: 5 };

test("rules and figures come over as the API tells them, and so does that there are none", async () => {
  const rules = new InsideRules(client);
  assert.deepEqual(await rules.list(), [{ slug: "senior-card" }]);
  assert.deepEqual(await rules.get("senior-card"), { item: "senior-card" });
  assert.deepEqual(await rules.version("senior-card", 2), { item: "senior-card", number: 2 });
  assert.deepEqual(await new InsideFigures(client).get(), { fewest: 10 });
  await assert.rejects(rules.get("nothing"), { code: "service_item.unknown" });
});

test("what is asked is answered, with its numbers and its names", async () => {
  assert.deepEqual(await client.call("names", {}), { publicUrl: "http://sello.test" });
  assert.deepEqual(await client.call("trustList", {}), { note: "note" });
  assert.deepEqual(await client.call("findCopy", { jwt: "known", place: named }), {
    stream: 1,
    seq: 2,
  });
  assert.equal(await client.call("findCopy", { jwt: "other", place: named }), null);
  const proof = { stream: 1, seq: 2, cosignatures: "post-quantum" } as const;
  assert.deepEqual(await client.call("proveCopy", proof), { proof: "1 2 post-quantum" });
  const statuses = new InsideStatuses(client);
  assert.deepEqual(await statuses.ofPlace("futian", 0, 5), place);
});

test("a status list is sent once, and asked for once by those who ask together", async () => {
  const statuses = new InsideStatuses(client);
  asked = 0;
  const [first, second] = await Promise.all([
    statuses.token("futian", 0),
    statuses.token("futian", 0),
  ]);
  assert.deepEqual([first, second, asked], [list, list, 1]);
  const same = await client.call("statusToken", { slug: "futian", number: 0, etag: '"1"' });
  assert.equal(same.jwt, null);
  list = { ...list, jwt: "d.e.f", etag: '"2"' };
  await new Promise((done) => setTimeout(done, 150));
  assert.equal((await statuses.token("futian", 0)).jwt, "d.e.f");
});

test("an error comes with its code, its status and its data", async () => {
  const statuses = new InsideStatuses(client);
  await assert.rejects(statuses.token("nobody", 0), (error: NotFound) => {
    assert.ok(error instanceof NotFound);
    assert.deepEqual([error.code, error.data], ["authority.unknown", { slug: "nobody" }]);
    return true;
  });
});

test("there is no call that signs what its caller says, and none but these", async () => {
  for (const name of ["sign", "statusList", "toString", "../v1/documents"]) {
    const call = client.call(name as "names", {});
    await assert.rejects(call, { code: "call.unknown", status: 404 });
  }
});

test("a call of another shape, or one that is too large, changes nothing", async () => {
  await assert.rejects(client.call("findCopy", { jwt: 5 } as never), { code: "call.malformed" });
  await assert.rejects(client.call("findCopy", { jwt: "x".repeat(2_000_000), place: named }), {
    status: 413,
  });
});
