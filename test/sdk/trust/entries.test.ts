import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AuthorityId,
  type FoundEntries,
  formatSelloFile,
  fromBase64,
  packSelloFile,
  parseFoundEntries,
  parseSelloFile,
  sha256,
  toAuthorityId,
  toBase64,
  toHex,
  unpackSelloFile,
  verify,
  withAllEntries,
  withEntries,
  withTrust,
} from "@sello/sdk";
import { hashLeaf, verifyInclusion } from "@sello/sdk/log";
import { EntryIndex } from "@sello/sdk/trust";
import {
  allEntries,
  findEntries,
  headList,
  headNote,
  toHeadWorld,
} from "../../support/headWorld.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { issOf, World, worldTimes, worldTypes } from "../../support/world.ts";

const idOf = (i: number) => toHex(sha256(`authority ${i}`)) as AuthorityId;
const entriesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: idOf(i), text: `{"n":${i}}` }));

test("every entry of a tree has a path to its root, and what is not there has its neighbours", () => {
  for (const count of [0, 1, 2, 3, 7, 8, 9, 100]) {
    const index = new EntryIndex(entriesOf(count));
    const root = fromBase64(index.tree.root);
    const isIn = ({
      entry,
      path,
      index: at,
    }: {
      entry: string;
      path: readonly string[];
      index: number;
    }) =>
      verifyInclusion({
        leafHash: hashLeaf(entry),
        index: at,
        size: count,
        path: path.map(fromBase64),
        root,
      });
    const sorted = index.entries.map(({ id }) => id);
    assert.deepEqual(sorted, [...sorted].sort());
    for (let i = 0; i < count; i++) {
      const found = index.find(idOf(i));
      assert.ok("proof" in found && isIn(found.proof) && found.proof.entry === `{"n":${i}}`);
    }
    for (let i = count; i < count + 20; i++) {
      const found = index.find(idOf(i));
      assert.ok("before" in found);
      const at = sorted.filter((id) => id < idOf(i)).length;
      assert.equal(found.before?.index, at === 0 ? undefined : at - 1);
      assert.equal(found.after?.index, at === count ? undefined : at);
      for (const side of [found.before, found.after]) assert.ok(side === null || isIn(side));
    }
  }
  assert.equal(new EntryIndex([]).tree.root, toBase64(sha256("")));
});

test("an id twice is refused, and the order of entries makes no difference", () => {
  const entries = entriesOf(5);
  assert.throws(() => new EntryIndex([...entries, ...entries.slice(1, 2)]), {
    code: "trust-list.content",
  });
  assert.deepEqual(new EntryIndex([...entries].reverse()).tree, new EntryIndex(entries).tree);
});

const world = new World({ witnessCount: 2 });
const heads = toHeadWorld(world);
const list = await headList(heads.head, world.signers);
const police = toAuthorityId(issOf("futian-police"));
const stranger = toAuthorityId("https://elsewhere.example/authorities/nobody");
const { resident } = worldTypes;
const found = findEntries(heads, { authorities: [police, stranger], documentTypes: [resident.id] });

test("entries with their paths are as good as the whole list, for what they are of", async () => {
  const some = withEntries(list, parseFoundEntries(JSON.stringify(found)));
  assert.deepEqual(
    [some.authorities.size, some.documentTypes.size, some.isComplete],
    [3, 1, false],
  );
  assert.deepEqual([...some.absent], [stranger]);
  const whole = withAllEntries(list, allEntries(heads));
  assert.deepEqual([whole.authorities.size, whole.isComplete], [3, true]);
  const { file } = await world.make();
  const lists = [await world.statusList()];
  for (const known of [some, whole])
    assert.equal((await verify(file, known, lists, {}, worldTimes.now)).outcome, "valid");
  const verdict = await verify(file, list, lists, {}, worldTimes.now);
  assert.deepEqual([verdict.outcome, verdict.cause?.code], ["unknown", "issuer-known.not-at-hand"]);
});

test("a line of authorities that is not whole leaves open whether the issuer was active", async () => {
  const proof = found.authorities.find(({ id }) => id === police);
  assert.ok(proof);
  const some = withEntries(list, { ...found, authorities: [proof] });
  const { checks, outcome } = await verify(
    (await world.make()).file,
    some,
    [],
    { mayBeUnknown: ["status"] },
    worldTimes.now,
  );
  assert.equal(outcome, "unknown");
  const codes = checks.map(({ code }) => code as string);
  for (const code of ["authority-active.not-at-hand", "accredited.not-at-hand"])
    assert.ok(codes.includes(code));
});

test("who is shown not to be in the list did not issue it, unless the list is older", async () => {
  const { file } = await world.make({
    payload: { iss: "https://elsewhere.example/authorities/nobody" },
  });
  const some = withEntries(list, found);
  const verdict = await verify(file, some, [], {}, worldTimes.now);
  assert.equal(verdict.cause?.code, "issuer-known.unknown-authority");
});

test("entries that are not the head's are refused, each one changed in each way", () => {
  const [first] = found.authorities;
  const gap = found.authorities.find(({ id }) => id === stranger);
  assert.ok(first && "proof" in first && gap && "before" in gap);
  const { proof } = first;
  const change = (authorities: unknown) => ({ ...found, authorities }) as FoundEntries;
  const neighbour = heads.authorities.find(heads.authorities.entries[0]?.id as AuthorityId);
  assert.ok("proof" in neighbour);
  for (const wrong of [
    { ...found, version: 2 },
    change([{ ...first, proof: { ...proof, index: proof.index + 1 } }]),
    change([{ ...first, proof: { ...proof, path: proof.path.slice(1) } }]),
    change([{ ...first, proof: { ...proof, path: ["", ...proof.path.slice(1)] } }]),
    change([{ ...first, proof: { ...proof, entry: proof.entry.replace("police", "polise") } }]),
    change([{ ...first, id: stranger }]),
    change([{ id: stranger, before: null, after: null }]),
    change([{ ...gap, before: null }]),
    change([{ ...gap, after: null }]),
    change([{ id: first.id, before: gap.before, after: gap.after }]),
    change([{ id: first.id, before: proof, after: null }]),
  ].filter((each) => JSON.stringify(each) !== JSON.stringify(change([gap]))))
    assert.throws(() => withEntries(list, wrong), { code: "trust-list.entries" });
});

test("a text of all entries that is not the head's is refused", () => {
  const text = allEntries(heads);
  const lines = text.split("\n");
  for (const wrong of [
    "",
    text.slice(0, -1),
    `${text}more\n`,
    text.replace("entries/2", "entries/3"),
    lines.toSpliced(1, 1).join("\n"),
    lines.toSpliced(1, 2, lines[2] ?? "", lines[1] ?? "").join("\n"),
    text.replace("district", "industry"),
  ])
    assert.throws(() => withAllEntries(list, wrong), { name: "TrustListError" });
});

test("a file may carry its own entries, as text and packed, and no others help it", async () => {
  const lists = [await world.statusList()];
  const made = await world.make();
  const plain = parseSelloFile(made.file);
  const text = formatSelloFile(withTrust(plain, found));
  assert.ok(text.startsWith('{"format":"sello/2","document":"'));
  const outcome = async (file: string | Uint8Array, known = list) =>
    (await verify(file, known, lists, {}, worldTimes.now)).outcome;
  assert.equal(await outcome(text), "valid");
  assert.equal(await outcome(packSelloFile(text)), "valid");
  assert.equal(unpackSelloFile(packSelloFile(text)), text);
  assert.equal(formatSelloFile(plain), made.file, "a file without is as before");
  const other = toHeadWorld(world, { version: 2 });
  const older = formatSelloFile(withTrust(plain, { ...found, version: 2 }));
  assert.equal(await outcome(older), "unknown", "of a version that is not known");
  const withHead = (signers = world.signers) =>
    headNote(other.head, signers).then((head) =>
      formatSelloFile(withTrust(plain, { ...found, version: 2 }, head)),
    );
  assert.equal(
    await outcome(await withHead()),
    "valid",
    "with a head that the known signers signed",
  );
  assert.equal(
    await outcome(
      await withHead([makeNoteSigner("evil.example", 1), makeNoteSigner("evil-2.example", 1)]),
    ),
    "unknown",
  );
  const damaged = text.replace('"kind', '"kinD');
  for (const wrong of [
    text.replace("sello/2", "sello/1"),
    made.file.replace("sello/1", "sello/2"),
    text.replace('"trust":{', '"trust":{"more":1,'),
    damaged,
  ]) {
    if (wrong !== text) assert.equal(await outcome(wrong), "invalid");
  }
});
