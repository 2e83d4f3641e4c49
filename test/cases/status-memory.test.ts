import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  documentStatuses,
  findStandingRevocation,
  parseStatusListToken,
  type TrustList,
  toSeenRevocation,
} from "@sello/sdk";
import { MemoryStore, OnlineVerifier, type VerifierStore } from "@sello/sdk/online";
import { makeEcKey, makeNoteSigner } from "../support/keys.ts";
import { type AnchoredDocument, World, worldTimes } from "../support/world.ts";

// What a verifier remembers, and who may change it.

const world = new World({ witnessCount: 2 });
const { now } = worldTimes;
const index = 4711;
let shown: AnchoredDocument;
let trustNote: string;
let trustList: TrustList;

before(async () => {
  shown = await world.make({ statusIndex: index });
  trustNote = await world.trustListNote();
  trustList = await world.trustList();
});

async function token(value: number, issuedAt: number, key = world.keys["futian-police"]) {
  world.statuses[index] = value;
  try {
    return await world.statusToken(issuedAt, key);
  } finally {
    world.statuses[index] = documentStatuses.valid;
  }
}

/** A service that answers with these; null: it does not answer. */
type Service = { trust: string | null; status: string | null };

class RecordingStore extends MemoryStore {
  readonly names = new Set<string>();

  override async write(name: string, text: string): Promise<void> {
    this.names.add(name);
    await super.write(name, text);
  }
}

function open(service: Service, store: VerifierStore, at: { now: number } = { now }) {
  const fetch = (async (input: string) => {
    const text = String(input).endsWith("/v1/trust-list") ? service.trust : service.status;
    if (text === null) throw new TypeError("fetch failed");
    return new Response(text);
  }) as typeof globalThis.fetch;
  return new OnlineVerifier({
    server: "https://sello.example",
    store,
    fetch,
    trustOnFirstUse: true,
    now: () => at.now,
  });
}

const codeOf = async (verifier: OnlineVerifier, options = {}) => {
  const { verdict } = await verifier.verify(shown.file, options);
  return verdict.checks.find(({ id }) => id === "status")?.code;
};

test("A1 an answer that is not genuine is never kept, however far ahead it is dated", async () => {
  const store = new RecordingStore();
  const service: Service = { trust: trustNote, status: null };
  const verifier = open(service, store);
  const foreign = makeEcKey();
  for (const wrong of [
    await token(0, now + 10_000_000, foreign),
    await token(0, now + 10_000_000, { ...foreign, kid: world.keys["futian-police"].kid }),
    await token(0, now + 10_000_000),
    "garbage",
  ]) {
    service.status = wrong;
    await codeOf(verifier);
    assert.ok(![...store.names].some((name) => name.startsWith("status/")), wrong.slice(0, 20));
  }
  service.status = await token(documentStatuses.revoked, now - 60);
  assert.equal(await codeOf(verifier), "status.revoked");
});

test("A1 junk in the store is ignored, and does not stop anything", async () => {
  const store = new RecordingStore();
  const service: Service = { trust: trustNote, status: await token(0, now - 60) };
  assert.equal(await codeOf(open(service, store)), "status.ok");
  const far = await token(0, now + 10_000_000, makeEcKey());
  for (const junk of ["", "{}", "a.b.c", "\0", far, "null", "[]"]) {
    for (const name of store.names) if (name !== "trust-list") await store.write(name, junk);
    assert.equal(await codeOf(open(service, store)), "status.ok", junk.slice(0, 20));
  }
  for (const name of store.names) await store.write(name, far);
  service.status = await token(documentStatuses.revoked, now - 30);
  assert.equal(await codeOf(open(service, store)), "status.revoked");
});

test("T1 a revocation that was seen once is never unseen, with and without network", async () => {
  const store = new RecordingStore();
  const service: Service = { trust: trustNote, status: await token(1, now - 90_000) };
  assert.equal(await codeOf(open(service, store)), "status.revoked");
  service.status = await token(0, now - 60);
  assert.equal(await codeOf(open(service, store)), "status.revoked");
  for (const name of store.names) if (name.startsWith("status/")) await store.remove(name);
  assert.equal(await codeOf(open(service, store)), "status.revoked");
  assert.equal(await codeOf(open(service, store), { offline: true }), "status.revoked");
});

test("T1 a list that takes revocations back does not replace the one that has them", async () => {
  const other = await world.make({ statusIndex: 12 });
  const store = new RecordingStore();
  world.statuses[12] = documentStatuses.revoked;
  const service: Service = { trust: trustNote, status: await token(0, now - 600) };
  world.statuses[12] = documentStatuses.valid;
  assert.equal(await codeOf(open(service, store)), "status.not-refreshed");
  service.status = await token(0, now - 60);
  await codeOf(open(service, store));
  const { verdict } = await open(service, store).verify(other.file);
  assert.equal(verdict.outcome, "invalid");
});

test("T1 revocations under a key that is distrusted from a time on are taken back", async () => {
  const list = await parseStatusListToken(await token(1, now - 1_000));
  const issuer = [...trustList.authorities.values()].find(({ slug }) => slug === "futian-police");
  assert.ok(issuer);
  const { kid } = world.keys["futian-police"];
  const distrusted = (since: number | null) => ({
    ...issuer,
    keys: issuer.keys.map((key) => ({ ...key, distrustedFrom: since })),
  });
  const seen = [toSeenRevocation(list, index, now - 500)];
  const place = { uri: world.statusUri, index };
  const find = (since: number | null = null) =>
    findStandingRevocation(seen, place, distrusted(since));
  assert.equal(find()?.kid, kid);
  assert.equal(find(now)?.kid, kid);
  // Made before, so it says, but seen after: who has the key can write any time into a list.
  assert.equal(find(now - 700), null);
  assert.equal(find(now - 2_000), null);
  assert.equal(findStandingRevocation(seen, { ...place, index: 1 }, issuer), null);
});

test("T2 a kept list says how old it is once its ttl has passed", async () => {
  const store = new RecordingStore();
  const at: { now: number } = { now };
  const service: Service = { trust: trustNote, status: await token(0, now) };
  assert.equal(await codeOf(open(service, store, at)), "status.ok");
  at.now = now + 301;
  service.status = null;
  assert.equal(await codeOf(open(service, store, at)), "status.not-refreshed");
  const policy = { statusAgeSecondsMax: 0 };
  assert.equal(await codeOf(open(service, store, at), { policy }), "status.too-old");
  service.status = await token(0, at.now - 100);
  assert.equal(await codeOf(open(service, store, at), { policy }), "status.ok");
});

test("K1 a list that was not accepted is not pinned", async () => {
  const store = new RecordingStore();
  const content = world.trustListContent();
  const versioned = (version: number) => world.trustListNote({ ...content, version });
  const attacker = new World({ witnessCount: 2 });
  const signers = ["x", "y", "z"].map((name) => makeNoteSigner(`evil-${name}.example`, 1));
  Object.assign(attacker, { signers });
  const evil = (version: number) =>
    attacker.trustListNote({ ...attacker.trustListContent(), version });
  const service: Service = { trust: await versioned(2), status: null };
  await open(service, store).verify(shown.file);
  service.trust = await evil(1);
  const second = await open(service, store).verify(shown.file);
  assert.equal(second.trustList?.head.version, 2);
  assert.ok(second.trustList?.head.signers.every(({ name }) => !name.startsWith("evil")));
  service.trust = await evil(3);
  const third = await open(service, store).verify(shown.file);
  assert.equal(third.trustList?.head.version, 2);
  assert.ok(third.stale.some(({ code }) => code === "online.not-succeeded"));
  service.trust = await versioned(1);
  const twin = await open(service, store).verify(shown.file);
  assert.equal(twin.trustList?.head.version, 2);
});

test("W1 a store that throws still gives a verdict, and says that it cannot remember", async () => {
  const service: Service = { trust: trustNote, status: await token(0, now - 60) };
  const quota = () => Promise.reject(new DOMException("", "QuotaExceededError"));
  const refused = () => {
    throw new DOMException("", "SecurityError");
  };
  for (const store of [
    Object.assign(new MemoryStore(), { write: quota }),
    { read: refused, write: refused, remove: refused },
  ]) {
    const verifier = open(service, store);
    const { verdict, stale } = await verifier.verify(shown.file);
    assert.equal(verdict.outcome, "valid");
    assert.ok(stale.some(({ code }) => code === "online.not-kept"));
    await verifier.forget();
  }
});
