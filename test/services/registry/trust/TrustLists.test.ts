import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  acceptSuccessor,
  type DocumentTypeId,
  ownSigners,
  parseTrustList,
  verifyTrustList,
} from "@sello/sdk";
import { formatNote, signNote } from "@sello/sdk/log";
import { formatTrustList } from "@sello/sdk/trust";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { limits } from "../../../../services/platform/limits.ts";
import type { EntryChanges } from "../../../../services/registry/trust/PgTrustListStore.ts";
import {
  PgTrustListStore,
  type PublishedTrustList,
} from "../../../../services/registry/trust/PgTrustListStore.ts";
import {
  TrustLists,
  type TrustListsOptions,
} from "../../../../services/registry/trust/TrustLists.ts";
import { toTrustedAuthority } from "../../../../services/registry/trust/toTrustedAuthority.ts";
import { FileDocumentTypes } from "../../../../services/registry/types/FileDocumentTypes.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { authorityOf, changeableRegistry } from "./changeableRegistry.ts";
import {
  officesOf,
  openTrustLists,
  publicKeys,
  publicUrl,
  toSignerTerm,
} from "./openTrustLists.ts";

const day = 86_400_000;
const documentTypes = new FileDocumentTypes({ publicUrl });

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
before(async () => {
  postgres = await startPostgres();
  database = (await postgres.database()).database;
});
after(() => postgres.stop());

async function open(more: Partial<TrustListsOptions> = {}) {
  await database.query("truncate trust_lists, trust_entries");
  const registry = changeableRegistry([authorityOf("city", null)]);
  const opened = await openTrustLists({
    database,
    documentTypes,
    registry: registry.registry,
    ...more,
  });
  return { registry, ...opened };
}

const versionOf = (note: string) => parseTrustList(note).head.version;
const storedEntries = async () =>
  (await database.query("select kind, from_version, until_version from trust_entries")).rows;

test("a list is one that the sdk accepts, and says what the registry and the types say", async () => {
  const { lists, registry, network } = await open();
  const [key] = publicKeys;
  assert.ok(key);
  const type = documentTypes.byName("library-card");
  const accreditations = [{ documentType: type.id, delegate: false, from: 150, until: null }];
  const plain = { jwk: null, distrustedFrom: null };
  const gone = `0x${"00".repeat(32)}` as const;
  const keys = [
    { ...plain, thumbprint: key.thumbprint, from: 200, until: 900 },
    { ...plain, thumbprint: gone, from: 100, until: 200 },
  ];
  registry.set({ ...authorityOf("desk", "city"), keys, accreditations });
  const list = await lists.whole();
  assert.equal(
    (await verifyTrustList(list, { ...ownSigners(list), quorum: 3 })).signedBy?.length,
    3,
  );
  assert.deepEqual(list.head.deployments, network.head.deployments);
  assert.deepEqual(list.head.signersSince, 1);
  const desk = list.authorities.get(authorityOf("desk", "city").id);
  const { kid, jwk } = key;
  assert.deepEqual(
    desk?.keys,
    [{ kid, jwk, from: 200, until: 900, distrustedFrom: null }],
    "only keys that we can show",
  );
  assert.deepEqual(desk?.accreditations, accreditations);
  const trustedType = list.documentTypes.get(type.id);
  assert.deepEqual(trustedType?.schema, type.schema);
  assert.deepEqual(trustedType?.disclosable, type.disclosable);
  assert.equal(list.documentTypes.size, documentTypes.all().length);
  assert.equal(list.head.authorities.count, 2);
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
    await assert.rejects(lists.entries(version), { code: "trust_list.unknown" });
  }
});

test("a change of one authority stores one entry and closes one; one that goes is closed", async () => {
  const { lists, registry } = await open();
  for (let i = 0; i < 20; i += 1) registry.set(authorityOf(`desk-${i}`, "city"));
  await lists.current();
  const before = (await storedEntries()).length;
  assert.equal(before, 21 + documentTypes.all().length);
  registry.set(authorityOf("desk-7", "city", { name: { zh: "七", es: "siete", en: "seven" } }));
  await lists.current();
  const changed = await storedEntries();
  assert.equal(changed.length, before + 1);
  assert.deepEqual(
    changed.filter(({ until_version }) => until_version !== null),
    [{ kind: "authority", from_version: 1, until_version: 2 }],
  );
  registry.delete("desk-8");
  await lists.current();
  const third = await storedEntries();
  assert.equal(third.length, before + 1);
  assert.equal(third.filter(({ until_version }) => until_version === 3).length, 1);
});

test("a life that is half over makes a head and no entry", async () => {
  const { lists, clock } = await open();
  const { issuedAt, validUntil } = parseTrustList(await lists.current()).head;
  const before = await storedEntries();
  clock.now = ((issuedAt + validUntil) / 2) * 1000 - 1_000;
  assert.equal(versionOf(await lists.current()), 1);
  clock.now += 1_000;
  const { head } = parseTrustList(await lists.current());
  assert.equal(head.version, 2);
  assert.equal(head.validUntil - head.issuedAt, validUntil - issuedAt);
  assert.deepEqual(await storedEntries(), before);
});

test("the order in which authorities became known makes no difference", async () => {
  const { lists, registry, options } = await open();
  registry.set(authorityOf("desk", "city"));
  registry.set(authorityOf("counter", "city"));
  const note = await lists.current();
  const other = changeableRegistry([
    authorityOf("counter", "city"),
    authorityOf("desk", "city"),
    authorityOf("city", null),
  ]);
  assert.equal(await new TrustLists({ ...options, registry: other.registry }).current(), note);
});

test("who trusts a list can follow it through changes of signers", async () => {
  const { lists, signers, signerOf, network, registry } = await open();
  const first = parseTrustList(await lists.current());
  let trusted = await verifyTrustList(first, ownSigners(first));
  const [, , three] = signers;
  const [four, five] = [await signerOf("four"), await signerOf("five")];
  assert.ok(three);
  signers.push(four, five);
  network.change({ signers: [three, four, five].map(toSignerTerm) });
  trusted = await acceptSuccessor(trusted, await lists.current());
  assert.equal(trusted.head.version, 2);
  assert.equal(trusted.head.signersSince, 2);
  registry.set(authorityOf("desk", "city"));
  trusted = await acceptSuccessor(trusted, await lists.current());
  assert.equal(trusted.head.signersSince, 2, "as long as they stay");
  assert.equal(trusted.note.signatures.length, 3, "those who are gone sign no more");
});

test("without the keys that the newest list names, the newest stays, and the report says why", async () => {
  const { lists, options, registry, signers, signerOf } = await open();
  const first = await lists.current();
  registry.set(authorityOf("desk", "city"));
  const strangers = [await signerOf("six"), await signerOf("seven")];
  const taken = new TrustLists({ ...options, offices: officesOf(() => strangers) });
  assert.equal(await taken.current(), first);
  assert.equal((await taken.report()).failure, "trust_list.no_signers");
  const alone = await open({ offices: officesOf(() => signers.slice(0, 1)) });
  await assert.rejects(alone.lists.current(), { code: "trust_list.no_signers" });
});

test("offices that hang hold up nobody for long", async () => {
  const { lists, options, registry } = await open();
  const first = await lists.current();
  registry.set(authorityOf("desk", "city"));
  const hanging = Promise.withResolvers<never>();
  const offices = { ...options.offices, sign: () => hanging.promise };
  const before = performance.now();
  assert.equal(await new TrustLists({ ...options, offices }).current(), first);
  assert.ok(performance.now() - before < limits.insideMs / 2);
  hanging.reject(new Error("they answer late"));
});

test("when a list cannot be made the last good one is served, and the report says why", async () => {
  const { lists, options, registry, clock } = await open();
  const first = await lists.current();
  let isBroken = true;
  class BrokenStore extends PgTrustListStore {
    override async keepFirst(list: PublishedTrustList, changes: EntryChanges) {
      if (isBroken) throw new Error("disk full");
      return super.keepFirst(list, changes);
    }
  }
  const failing = new TrustLists({ ...options, store: new BrokenStore(database) });
  registry.set(authorityOf("desk", "city"));
  assert.equal(await failing.current(), first);
  assert.equal((await failing.whole()).authorities.size, 1, "and its entries");
  assert.equal((await failing.report()).failure, "fault");
  isBroken = false;
  assert.equal(await failing.current(), first, "not tried again at once");
  clock.now += 10_000;
  assert.equal(versionOf(await failing.current()), 2);
  assert.deepEqual(await failing.report(), { leftOut: [], failure: null, offices: [] });
});

test("an authority that nobody can represent is left out, with those below it, and the rest is in", async () => {
  const { lists, registry } = await open();
  const odd = authorityOf("odd", "city");
  const faults = [{ code: "issuer.slug", what: "…", authority: odd.id }] as const;
  for (const one of [{ ...odd, faults }, authorityOf("below", "odd"), authorityOf("desk", "city")])
    registry.set(one);
  const { authorities } = await lists.whole();
  assert.deepEqual([...authorities.values()].map(({ slug }) => slug).sort(), ["city", "desk"]);
  assert.deepEqual(await lists.report(), { leftOut: faults, failure: null, offices: [] });
});

test("what no rule foresees, and no reader takes, is left out as well", async () => {
  const { lists, registry } = await open();
  const wrong = authorityOf("wrong", "city", { iss: `${publicUrl}/authorities/other` });
  registry.set(wrong);
  registry.set(authorityOf("below", "wrong"));
  assert.equal((await lists.whole()).authorities.size, 1);
  const { leftOut } = await lists.report();
  assert.deepEqual(leftOut, [{ code: "authority.entry", authority: wrong.id, what: wrong.iss }]);
});

test("of any version some entries come with their paths, an authority with all above it", async () => {
  const { lists, registry, options } = await open();
  registry.set(authorityOf("north", "city"));
  registry.set(authorityOf("desk", "north"));
  await lists.current();
  registry.delete("desk");
  await lists.current();
  const asked = { authorities: [authorityOf("desk", "north").id], documentTypes: [] };
  for (const reader of [lists, new TrustLists(options)]) {
    const first = await reader.find(1, asked);
    assert.deepEqual(
      first.authorities.map((found) => "proof" in found && JSON.parse(found.proof.entry).slug),
      ["desk", "north", "city"],
    );
    const [absent] = (await reader.find(2, asked)).authorities;
    assert.ok(absent && !("proof" in absent));
    assert.ok(absent.before !== null || absent.after !== null);
  }
  const [type] = documentTypes.all();
  assert.ok(type);
  const none = `0x${"ff".repeat(32)}` as DocumentTypeId;
  const found = await lists.find(2, { authorities: [], documentTypes: [type.id, none, type.id] });
  assert.deepEqual(
    found.documentTypes.map((each) => "proof" in each),
    [true, false],
  );
});

test("processes that publish at once publish one list", async () => {
  const { options } = await open();
  const notes = await Promise.all(
    Array.from({ length: 5 }, () => new TrustLists(options).current()),
  );
  assert.equal(new Set(notes).size, 1);
  const { rows } = await database.query("select version from trust_lists");
  assert.deepEqual(rows, [{ version: 1 }]);
  assert.equal((await storedEntries()).length, 1 + documentTypes.all().length);
});

test("before the registry has been read there is no list", async () => {
  const { options } = await open();
  const empty = new TrustLists({ ...options, registry: changeableRegistry().registry });
  await assert.rejects(empty.current(), { code: "trust_list.not_ready" });
});

test("a data folder with lists 1 goes on: they stay, and their signers sign the first head", async () => {
  const { lists, network, signers, options, registry } = await open();
  const [deployment] = network.head.deployments;
  assert.ok(deployment);
  const { chainId: id, registry: contract, log, statusLists, origin } = deployment;
  const noteOf = async (version: number, named: typeof signers, signing = named) =>
    formatNote(
      await signNote(
        formatTrustList({
          version,
          issuedAt: 1_790_000_000 + version,
          validUntil: 1_890_000_000,
          publicUrl,
          chain: { id, registry: contract, log, statusLists },
          log: { origin, key: deployment.keys[0]?.key ?? "" },
          witnesses: network.head.witnesses.map(({ name, keys }) => ({
            name,
            key: keys[0]?.key ?? "",
          })),
          quorum: 1,
          signers: named.map(({ name, signer }) => ({ name, key: signer.vkey })),
          signerQuorum: 2,
          authorities: [toTrustedAuthority(authorityOf("city", null), new Map()) as never],
          documentTypes: [],
        }),
        signing.map(({ signer }) => signer),
      ),
    );
  const [one, two, three] = signers;
  assert.ok(one && two && three);
  const notes = [
    await noteOf(1, [one, two]),
    await noteOf(2, signers, [one, two]),
    await noteOf(3, signers),
  ];
  const none = { closed: [], opened: [] };
  for (const [i, note] of notes.entries())
    await options.store.keepFirst({ version: i + 1, note, issuedAt: 0, validUntil: 2e9 }, none);
  const { head } = parseTrustList(await lists.current());
  assert.equal(head.version, 4);
  assert.equal(head.network, origin);
  assert.equal(head.signersSince, 2, "lists 1 are looked at one by one");
  assert.deepEqual(await Promise.all([1, 2, 3].map((version) => lists.byVersion(version))), notes);
  await assert.rejects(lists.entries(3), { code: "trust_list.no_entries" });
  const third = parseTrustList(notes[2] ?? "");
  const pinned = await verifyTrustList(third, ownSigners(third));
  const next = await acceptSuccessor(pinned, await lists.current());
  assert.equal(next.head.version, 4);
  registry.set(authorityOf("desk", "city"));
  assert.equal(parseTrustList(await lists.current()).head.signersSince, 2);
});
