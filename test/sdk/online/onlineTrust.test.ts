import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AuthorityId,
  type DocumentTypeId,
  type TrustHead,
  toAuthorityId,
  toBase64,
} from "@sello/sdk";
import type { NoteSigner } from "@sello/sdk/log";
import { formatVerifierKey } from "@sello/sdk/log";
import { MemoryStore, OnlineVerifier, type VerifierStore } from "@sello/sdk/online";
import {
  allEntries,
  findEntries,
  type HeadWorld,
  headNote,
  toHeadWorld,
} from "../../support/headWorld.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { entryOf, signCheckpoint, TestLog } from "../../support/TestLog.ts";
import { issOf, World, worldTimes } from "../../support/world.ts";

const world = new World({ witnessCount: 2 });
const shown = await world.make();
const policy = { mayBeUnknown: ["status"] } as const;

/** A service that publishes versions of a trust list, and says what it was asked for. */
class Service {
  readonly asked: string[] = [];
  readonly #versions = new Map<number, { note: string; heads: HeadWorld | null }>();
  /** Answers to other questions. */
  readonly more = new Map<string, string>();
  isThere = true;

  async publish(
    signers: readonly NoteSigner[],
    change: Partial<TrustHead>,
    by = signers,
  ): Promise<void> {
    const version = this.#versions.size + 1;
    const named = signers.map(({ key }) => ({
      name: key.name,
      key: formatVerifierKey(key),
      from: 1,
      until: null,
    }));
    const heads = toHeadWorld(world, { version, signers: named, ...change });
    this.#versions.set(version, {
      note: await headNote(heads.head, [...new Set([...signers, ...by])]),
      heads,
    });
  }

  async publishList1(): Promise<void> {
    this.#versions.set(1, { note: await world.trustListNote(), heads: null });
  }

  open(store: VerifierStore): OnlineVerifier {
    return new OnlineVerifier({
      server: "https://sello.example",
      store,
      fetch: ((url: string, init?: RequestInit) =>
        this.#answer(new URL(url), init)) as typeof fetch,
      now: () => worldTimes.now,
    });
  }

  note(version = this.#versions.size): string {
    return this.#versions.get(version)?.note ?? "";
  }

  async #answer(url: URL, init?: RequestInit): Promise<Response> {
    if (!this.isThere) throw new TypeError("fetch failed");
    this.asked.push(url.pathname);
    const other = this.more.get(url.pathname + url.search);
    if (other !== undefined) return new Response(other);
    const newest = this.#versions.size;
    const etag = `"${newest}"`;
    if (url.pathname === "/v1/trust-list") {
      const isSame = new Headers(init?.headers).get("if-none-match") === etag;
      return isSame
        ? new Response(null, { status: 304 })
        : new Response(this.note(), { headers: { etag } });
    }
    const [, version, what] = /^\/v1\/trust-lists\/(\d+)(?:\/(\w+))?$/.exec(url.pathname) ?? [];
    const at = this.#versions.get(Number(version));
    if (at === undefined) return new Response(null, { status: 404 });
    if (what === undefined) return new Response(at.note);
    if (at.heads === null) return new Response(null, { status: 404 });
    if (what === "all") return new Response(allEntries(at.heads));
    const ids = {
      authorities: url.searchParams.getAll("authority") as AuthorityId[],
      documentTypes: url.searchParams.getAll("documentType") as DocumentTypeId[],
    };
    return new Response(JSON.stringify(findEntries(at.heads, ids)));
  }
}

test("a pinned list 1 is followed over skipped versions, though the signers turned twice", async () => {
  const [a, b, c] = world.signers;
  assert.ok(a && b && c);
  const turned = ["d", "e", "f"].map((name) => makeNoteSigner(`signer-${name}.example`, 1));
  const again = ["g", "h", "i"].map((name) => makeNoteSigner(`signer-${name}.example`, 1));
  const service = new Service();
  await service.publishList1();
  const store = new MemoryStore();
  const verifier = service.open(store);
  await verifier.pin(service.note());
  await service.publish(world.signers, { signersSince: 1 });
  await service.publish(turned, { signersSince: 3 }, world.signers);
  await service.publish(turned, { signersSince: 3 });
  await service.publish(again, { signersSince: 5 }, turned);
  await service.publish(again, { signersSince: 5 });
  await service.publish(again, { signersSince: 5 });
  const { verdict, trustList, stale } = await verifier.verify(shown.file, { policy });
  assert.deepEqual(
    stale.map(({ code }) => code),
    ["online.status"],
    "but for the status list",
  );
  assert.deepEqual([trustList?.head.version, verdict.outcome], [7, "valid"]);
  assert.deepEqual(
    service.asked.slice(0, 5),
    ["/v1/trust-list", "/v1/trust-lists/5", "/v1/trust-lists/4", "/v1/trust-lists/3"].concat(
      "/v1/trust-lists/7/entries",
    ),
  );
  assert.equal((await service.open(store).trustList())?.head.version, 7, "and is pinned");
});

test("a list whose signers nobody known leads to is not taken", async () => {
  const evil = ["x", "y"].map((name) => makeNoteSigner(`evil-${name}.example`, 1));
  const service = new Service();
  await service.publishList1();
  const verifier = service.open(new MemoryStore());
  await verifier.pin(service.note());
  await service.publish(evil, { signersSince: 2 });
  await service.publish(evil, { signersSince: 2 });
  const { trustList, stale } = await verifier.verify(shown.file, { policy });
  assert.equal(trustList?.head.version, 1);
  assert.ok(stale.some(({ code }) => code === "online.not-succeeded"));
});

test("entries are asked for once, kept, and verified when they are read", async () => {
  const service = new Service();
  await service.publish(world.signers, {});
  const store = new MemoryStore();
  await service.open(store).pin(service.note());
  const outcomeOf = async (offline: boolean) =>
    (await service.open(store).verify(shown.file, { policy, offline })).verdict.outcome;
  assert.equal(await outcomeOf(true), "unknown", "nothing but the head is at hand");
  assert.equal(await outcomeOf(false), "valid");
  assert.equal(await outcomeOf(false), "valid");
  assert.equal(service.asked.filter((path) => path.endsWith("/entries")).length, 1);
  assert.equal(await outcomeOf(true), "valid");
  service.isThere = false;
  assert.equal(await outcomeOf(false), "valid");
  service.isThere = true;
  for (const name of ["entries"]) {
    const damaged = new MemoryStore();
    await damaged.write("trust-list", service.note());
    const reading: VerifierStore = {
      read: async (each) => {
        const text = await store.read(each);
        return each.startsWith(name) && text !== null
          ? text.replace("futian-police", "futian-polise")
          : text;
      },
      write: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    };
    const { verdict } = await service.open(reading).verify(shown.file, { policy, offline: true });
    assert.equal(verdict.outcome, "unknown");
  }
});

test("who keeps the whole list has it offline, and goes on keeping it", async () => {
  const service = new Service();
  await service.publish(world.signers, {});
  const store = new MemoryStore();
  const verifier = service.open(store);
  await verifier.pin(service.note());
  await verifier.keepAllEntries();
  assert.equal((await verifier.trustList())?.isComplete, true);
  await service.publish(world.signers, {});
  await verifier.verify(shown.file, { policy });
  const { verdict, trustList } = await service
    .open(store)
    .verify(shown.file, { policy, offline: true });
  assert.deepEqual(
    [trustList?.head.version, trustList?.isComplete, verdict.outcome],
    [2, true, "valid"],
  );
  assert.ok(!service.asked.some((path) => path.endsWith("/entries")));
});

test("a list that has not changed is not sent again", async () => {
  const service = new Service();
  await service.publish(world.signers, {});
  const store = new MemoryStore();
  await service.open(store).pin(service.note());
  for (const _ of [1, 2]) await service.open(store).verify(shown.file, { policy });
  assert.equal(await store.read("trust-list-etag"), '"1"');
});

test("a checkpoint under an ended key counts online when the log shows that it is part of it", async () => {
  const service = new Service();
  const { head } = toHeadWorld(world);
  const [deployment] = head.deployments;
  assert.ok(deployment);
  // The document's checkpoint has 9 entries; the log went on to 12, where its key ended.
  const log = new TestLog(deployment.origin);
  const { document, issuer, type } = await world.issue();
  const anchoredAt = worldTimes.anchored;
  for (let i = 0; i < 8; i++) log.append(new Uint8Array(112).fill(i));
  log.append(entryOf(document, toAuthorityId(issOf(issuer)), type.id, anchoredAt));
  const { size, origin } = log;
  const root = log.root();
  const note = await signCheckpoint(
    { origin, size, root },
    [world.log],
    world.witnesses,
    worldTimes.published,
  );
  const file = log.file({ document, origin, index: 8, anchoredAt }, size, note);
  for (let i = 9; i < 12; i++) log.append(new Uint8Array(112).fill(i));
  const path = log.consistency(9, 12);
  const end = { origin, size: 12, root: toBase64(log.root()) };
  const next = formatVerifierKey(makeNoteSigner(deployment.origin, 1, " 2").key);
  const ended = deployment.keys.map((term) => ({ ...term, until: worldTimes.now, end }));
  const keys = [
    ...ended,
    { key: next, from: worldTimes.now, until: null, end: null, distrustedFrom: null },
  ];
  await service.publish(world.signers, { deployments: [{ ...deployment, keys }] });
  const verifier = service.open(new MemoryStore());
  await verifier.pin(service.note());
  const codes = async (offline: boolean) =>
    (await verifier.verify(file, { policy, offline })).verdict.checks.map(({ code }) => code);
  assert.ok((await codes(false)).includes("checkpoint.not-proven"), "the service has no path");
  assert.ok((await codes(true)).includes("checkpoint.ok"), "offline its size decides");
  const query = `from=9&to=12&log=${encodeURIComponent(deployment.origin)}`;
  const asked = `/v1/log/proofs/consistency?${query}`;
  service.more.set(asked, JSON.stringify({ path: path.map(toBase64) }));
  assert.ok((await codes(false)).includes("checkpoint.ok"));
  service.more.set(asked, JSON.stringify({ path: path.toReversed().map(toBase64) }));
  assert.ok((await codes(false)).includes("checkpoint.not-proven"));
  service.more.set(asked, "nonsense");
  assert.ok((await codes(false)).includes("checkpoint.not-proven"));
});
