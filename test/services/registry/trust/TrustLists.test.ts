import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { acceptSuccessor, parseTrustList, toAuthorityId, verifyTrustList } from "@sello/sdk";
import { lastDeployment } from "@sello/sdk/trust";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../../services/platform/Logger.ts";
import type { Authority } from "../../../../services/registry/Registry.ts";
import type { RegistryService } from "../../../../services/registry/RegistryService.ts";
import { toIss } from "../../../../services/registry/toIss.ts";
import {
  PgTrustListStore,
  type PublishedTrustList,
} from "../../../../services/registry/trust/PgTrustListStore.ts";
import {
  TrustLists,
  type TrustListsOptions,
} from "../../../../services/registry/trust/TrustLists.ts";
import { FileDocumentTypes } from "../../../../services/registry/types/FileDocumentTypes.ts";
import type { TrustListSigner } from "../../../../services/signing/openTrustSigners.ts";
import { PgSealedKeyStore } from "../../../../services/signing/PgSealedKeyStore.ts";
import { SealedKeys } from "../../../../services/signing/SealedKeys.ts";
import { SealedSigner } from "../../../../services/signing/SealedSigner.ts";
import { toThumbprint } from "../../../../services/signing/toKid.ts";
import { toNoteSigner } from "../../../../services/signing/toNoteSigner.ts";
import { startPostgres } from "../../../support/postgres.ts";

const publicUrl = "http://localhost:8420";
const day = 86_400_000;
const documentTypes = new FileDocumentTypes({ publicUrl });
const cost = { log2N: 4, r: 8, p: 1 };

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let keys: SealedKeys;
before(async () => {
  postgres = await startPostgres();
  database = (await postgres.database()).database;
  const store = new PgSealedKeyStore(database);
  keys = await SealedKeys.open({ store, secret: "a secret of the tests, long enough", cost });
});
after(() => postgres.stop());

function authorityOf(
  slug: string,
  parent: string | null,
  more: Partial<Authority> = {},
): Authority {
  const iss = toIss(publicUrl, slug);
  return {
    id: toAuthorityId(iss),
    slug,
    iss,
    name: { zh: slug, es: slug, en: slug },
    kind: parent === null ? "city" : "department",
    parent: parent === null ? null : toAuthorityId(toIss(publicUrl, parent)),
    states: [{ state: "active", from: 100, until: null }],
    keys: [],
    accreditations: [],
    officers: [],
    faults: [],
    ...more,
  };
}

/** A registry that the test rewrites. */
function changeableRegistry() {
  const authorities = new Map<string, Authority>();
  let revision = 0;
  const registry: Pick<RegistryService, "byId" | "current"> = {
    byId: async (id) => [...authorities.values()].find((one) => one.id === id) ?? assert.fail(),
    current: async () => ({
      snapshot: { authorities: new Map([...authorities.values()].map((one) => [one.id, one])) },
      revision,
    }),
  };
  return {
    registry,
    set(authority: Authority) {
      authorities.set(authority.slug, authority);
      revision += 1;
    },
  };
}

const signerOf = async (name: string): Promise<TrustListSigner> => ({
  name,
  signer: toNoteSigner(
    `sello.example/${name}`,
    await keys.createOrLoad(`trust/${name}`, "ed25519"),
    1,
  ),
});

async function open(more: Partial<TrustListsOptions> = {}) {
  await database.query("delete from trust_lists");
  const registry = changeableRegistry();
  registry.set(authorityOf("city", null));
  const clock = { now: Date.UTC(2026, 10, 23), nowMs: () => clock.now };
  const log = toNoteSigner("sello.example/log", await keys.createOrLoad("log", "ed25519"), 1);
  const witness = toNoteSigner("sello.example/w", await keys.createOrLoad("w", "ed25519"), 4);
  const address = (digit: string) => `0x${digit.repeat(40)}` as const;
  const options: TrustListsOptions = {
    registry: registry.registry,
    documentTypes,
    signer: new SealedSigner({ registry: registry.registry, keys, clock }),
    store: new PgTrustListStore(database),
    publicUrl,
    chain: {
      chainId: 755_755,
      contracts: {
        AuthorityRegistry: address("A"),
        DocumentLog: address("b"),
        StatusLists: address("c"),
      },
    },
    log: { origin: "sello.example/log", key: log.vkey },
    witnesses: [{ name: "Witness", key: witness.vkey }],
    quorum: 1,
    signerQuorum: 2,
    signers: [await signerOf("one"), await signerOf("two"), await signerOf("three")],
    clock,
    logger: silentLogger,
    ...more,
  };
  return { registry, clock, options, lists: new TrustLists(options) };
}

const versionOf = (note: string) => parseTrustList(note).head.version;

test("a list is one that the sdk accepts, and says what the registry and the types say", async () => {
  const { lists, registry, options } = await open();
  const desk = authorityOf("desk", "city");
  const { kid, jwk } = await (options.signer as SealedSigner).firstKey(desk.id);
  const type = documentTypes.byName("library-card");
  const plain = { jwk: null, distrustedFrom: null };
  const gone = { thumbprint: toThumbprint(kid).replace(/..$/, "00") as `0x${string}` };
  registry.set({
    ...desk,
    keys: [
      { ...plain, thumbprint: toThumbprint(kid), from: 200, until: 900 },
      { ...plain, ...gone, from: 100, until: 200 },
    ],
    accreditations: [{ documentType: type.id, delegate: false, from: 150, until: null }],
  });
  const list = parseTrustList(await lists.current());
  const verified = await verifyTrustList(list, {
    keys: options.signers.map(({ signer }) => signer.vkey),
    quorum: 3,
  });
  assert.equal(verified.signedBy?.length, 3);
  assert.equal(lastDeployment(list.head).registry, `0x${"a".repeat(40)}`);
  const trusted = list.authorities.get(desk.id);
  assert.deepEqual(
    trusted?.keys,
    [{ kid, jwk, from: 200, until: 900, distrustedFrom: null }],
    "only keys that we can show",
  );
  assert.deepEqual(trusted?.accreditations, [
    { documentType: type.id, delegate: false, from: 150, until: null },
  ]);
  const trustedType = list.documentTypes.get(type.id);
  assert.deepEqual(trustedType?.schema, type.schema);
  assert.deepEqual(trustedType?.disclosable, type.disclosable);
  assert.equal(list.documentTypes.size, documentTypes.all().length);
});

test("the same content stays the same version; a change makes the next, and old ones stay readable", async () => {
  const { lists, registry, clock, options } = await open();
  const first = await lists.current();
  clock.now += day;
  assert.equal(await lists.current(), first);
  assert.equal(await new TrustLists(options).current(), first, "after a restart too");
  registry.set(authorityOf("desk", "city"));
  const second = await lists.current();
  assert.equal(versionOf(second), 2);
  assert.equal(await lists.byVersion(1), first);
  assert.equal(await lists.byVersion(2), second);
  for (const version of [0, 3, -1, 1.5, 2 ** 40]) {
    await assert.rejects(lists.byVersion(version), { code: "trust_list.unknown" });
  }
});

test("when half of its life is over a list is followed by a fresh one", async () => {
  const { lists, clock } = await open();
  const first = await lists.current();
  const { issuedAt, validUntil } = parseTrustList(first).head;
  clock.now = ((issuedAt + validUntil) / 2) * 1000 - 1_000;
  assert.equal(await lists.current(), first);
  clock.now += 1_000;
  const second = parseTrustList(await lists.current()).head;
  assert.equal(second.version, 2);
  assert.equal(second.validUntil - second.issuedAt, validUntil - issuedAt);
});

test("the order in which authorities became known makes no difference", async () => {
  const { lists, registry, options } = await open();
  registry.set(authorityOf("desk", "city"));
  registry.set(authorityOf("counter", "city"));
  const note = await lists.current();
  const other = changeableRegistry();
  for (const slug of ["counter", "desk"]) other.set(authorityOf(slug, "city"));
  other.set(authorityOf("city", null));
  const elsewhere = new TrustLists({ ...options, registry: other.registry });
  assert.equal(await elsewhere.current(), note);
});

test("who trusts a list can follow it through a change of signers", async () => {
  const { lists, options } = await open();
  const pinned = { keys: options.signers.map(({ signer }) => signer.vkey), quorum: 2 };
  const first = await verifyTrustList(parseTrustList(await lists.current()), pinned);
  const [one, two, three] = options.signers;
  assert.ok(one && two && three);
  const signers = [three, await signerOf("four"), await signerOf("five")];
  const rotated = new TrustLists({ ...options, signers, retiring: [one.signer, two.signer] });
  const second = await acceptSuccessor(first, await rotated.current());
  assert.equal(second.head.version, 2);
  assert.deepEqual(
    second.head.signers.map(({ key }) => key),
    signers.map(({ signer }) => signer.vkey),
  );
});

test("without the keys that the newest list names, no other is published in its place", async () => {
  const { lists, options, registry } = await open();
  const first = await lists.current();
  registry.set(authorityOf("desk", "city"));
  const strangers = [await signerOf("six"), await signerOf("seven")];
  const taken = new TrustLists({ ...options, signers: strangers });
  assert.equal(await taken.current(), first);
  const alone = await open({ signers: [await signerOf("one")] });
  await assert.rejects(alone.lists.current(), { code: "trust_list.no_signers" });
});

test("when a list cannot be made the last good one is served, and the report says why", async () => {
  const { lists, options, registry, clock } = await open();
  const first = await lists.current();
  let isBroken = true;
  class BrokenStore extends PgTrustListStore {
    override async keepFirst(list: PublishedTrustList): Promise<PublishedTrustList> {
      if (isBroken) throw new Error("disk full");
      return super.keepFirst(list);
    }
  }
  const store = new BrokenStore(database);
  const failing = new TrustLists({ ...options, store });
  registry.set(authorityOf("desk", "city"));
  assert.equal(await failing.current(), first);
  assert.equal((await failing.report()).failure, "fault");
  isBroken = false;
  assert.equal(await failing.current(), first, "not tried again at once");
  clock.now += 10_000;
  assert.equal(versionOf(await failing.current()), 2);
  assert.deepEqual(await failing.report(), { leftOut: [], failure: null });
});

test("an authority that nobody can represent is left out, with those below it, and the rest is in", async () => {
  const { lists, registry } = await open();
  const fault = { code: "issuer.slug", what: "…" } as const;
  const odd = authorityOf("odd", "city");
  const faults = [{ ...fault, authority: odd.id }];
  for (const one of [{ ...odd, faults }, authorityOf("below", "odd"), authorityOf("desk", "city")])
    registry.set(one);
  const { authorities } = parseTrustList(await lists.current());
  assert.deepEqual([...authorities.values()].map(({ slug }) => slug).sort(), ["city", "desk"]);
  assert.deepEqual(await lists.report(), { leftOut: faults, failure: null });
});

test("processes that publish at once publish one list", async () => {
  const { options } = await open();
  const notes = await Promise.all(
    Array.from({ length: 5 }, () => new TrustLists(options).current()),
  );
  assert.equal(new Set(notes).size, 1);
  const { rows } = await database.query("select version from trust_lists");
  assert.deepEqual(rows, [{ version: 1 }]);
});

test("before the registry has been read there is no list", async () => {
  const { options } = await open();
  const empty = new TrustLists({ ...options, registry: changeableRegistry().registry });
  await assert.rejects(empty.current(), { code: "trust_list.not_ready" });
});
