import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStore, OnlineVerifier } from "@sello/sdk/online";
import { TestLog } from "../../support/TestLog.ts";
import { World, worldTimes } from "../../support/world.ts";

const world = new World({ witnessCount: 2 });
const shown = await world.make();
const note = await world.trustListNote();
const statusPath = "/v1/status-lists/futian-police/1";

/** A service that answers by path. What is missing is not found. */
class Service {
  readonly asked: string[] = [];
  readonly answers = new Map<string, string>([
    ["/v1/trust-list", note],
    ["/v1/status-lists/futian-police", JSON.stringify({ status_lists: [world.statusUri] })],
  ]);
  isThere = true;

  open(store: MemoryStore, now: number = worldTimes.now): OnlineVerifier {
    return new OnlineVerifier({
      server: "https://sello.example",
      store,
      trustOnFirstUse: true,
      now: () => now,
      fetch: (async (url: string) => {
        if (!this.isThere) throw new TypeError("fetch failed");
        const { pathname, search } = new URL(url);
        this.asked.push(pathname);
        const answer = this.answers.get(pathname + search) ?? this.answers.get(pathname);
        return new Response(answer ?? "", { status: answer === undefined ? 404 : 200 });
      }) as unknown as typeof fetch,
    });
  }
}

async function withStatus(): Promise<Service> {
  const service = new Service();
  service.answers.set(statusPath, await world.statusToken());
  service.answers.set(
    "/v1/log/checkpoint",
    await world.checkpointNote(9, new Uint8Array(32).fill(1)),
  );
  return service;
}

test("what is kept serves without network for a document that was never seen", async () => {
  const [service, store] = [await withStatus(), new MemoryStore()];
  const kept = await service.open(store).keep({ all: true });
  assert.equal(kept.trustList?.version, 1);
  assert.deepEqual(kept.statusLists, [{ uri: world.statusUri, issuedAt: worldTimes.published }]);
  assert.equal(kept.checkpoint?.size, 9);
  assert.equal(kept.checkpoint?.witnessedAt, worldTimes.published);
  service.isThere = false;
  const { verdict } = await service.open(store).verify(shown.file);
  assert.equal(verdict.outcome, "valid");
  const again = await service.open(store).kept();
  assert.deepEqual({ ...again, stale: [] }, { ...kept, stale: [] });
});

test("without `all`, nothing is asked for that is not kept", async () => {
  const [service, store] = [await withStatus(), new MemoryStore()];
  await service.open(store).keep();
  assert.deepEqual(service.asked, ["/v1/trust-list"]);
  await service.open(store).verify(shown.file);
  service.asked.length = 0;
  await service.open(store).keep();
  assert.deepEqual(service.asked, ["/v1/trust-list", "/v1/log/checkpoint", statusPath]);
});

test("a log that forked is not kept, nor one that too few witnesses confirmed", async () => {
  const [service, store] = [await withStatus(), new MemoryStore()];
  await service.open(store).keep({ all: true });
  const codesOf = async () =>
    (await service.open(store).keep()).stale.map(({ code }) => code as string);
  const other = await world.checkpointNote(9, new Uint8Array(32).fill(2));
  service.answers.set("/v1/log/checkpoint", other);
  assert.deepEqual(await codesOf(), ["online.log-forked"]);
  const few = other.trimEnd().split("\n").slice(0, -2).join("\n");
  service.answers.set("/v1/log/checkpoint", `${few}\n`);
  assert.deepEqual(await codesOf(), ["online.checkpoint"]);
  assert.equal((await service.open(store).kept()).checkpoint?.size, 9);
});

test("status lists of other services are not asked for, and a foreign list is not kept", async () => {
  const [service, store] = [await withStatus(), new MemoryStore()];
  const lists = { status_lists: ["https://evil.example/v1/status-lists/futian-police/1"] };
  service.answers.set("/v1/status-lists/futian-police", JSON.stringify(lists));
  const kept = await service.open(store).keep({ all: true });
  assert.deepEqual(kept.statusLists, []);
  assert.ok(!service.asked.includes(statusPath));
  // Whatever somebody wrote into the store is judged when it is read.
  await store.write("status-lists", JSON.stringify([["https://sello.example/x", "nobody"]]));
  assert.deepEqual((await service.open(store).kept()).statusLists, []);
});

test("a longer log is kept when it shows that it continues the shorter one", async () => {
  const [service, store] = [await withStatus(), new MemoryStore()];
  const log = new TestLog("sello.example/log");
  for (let i = 0; i < 5; i += 1) log.append(new Uint8Array(112).fill(i));
  const publish = async (size: number, root = log.root(size)) =>
    service.answers.set("/v1/log/checkpoint", await world.checkpointNote(size, root));
  await publish(5);
  await service.open(store).keep({ all: true });
  for (let i = 5; i < 8; i += 1) log.append(new Uint8Array(112).fill(i));
  await publish(8);
  const consistency = "/v1/log/proofs/consistency?from=5&to=8&log=sello.example%2Flog";
  const path = log.consistency(5, 8).map((hash) => Buffer.from(hash).toString("base64"));
  service.answers.set(consistency, JSON.stringify({ path: path.slice(1) }));
  const refused = await service.open(store).keep();
  assert.deepEqual(
    refused.stale.map(({ code }) => code as string),
    ["online.log-forked"],
  );
  assert.equal(refused.checkpoint?.size, 5);
  service.answers.set(consistency, JSON.stringify({ path }));
  assert.equal((await service.open(store).keep()).checkpoint?.size, 8);
});
